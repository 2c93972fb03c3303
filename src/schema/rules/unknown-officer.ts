import { officerMentions } from "../officer-mentions";
import { inventoryFiles } from "../site-files";
import type { Rule } from "./rule";
import { unknownKey } from "./unknown-key";

/** Every position that a step or an approval names is in the inventory. */
export const unknownOfficer: Rule = {
  id: "unknown-officer",
  needs: ["officers"],
  check({ site, procedureOf }, report) {
    const space = {
      kind: { id: "jabatan", en: "position" },
      keys: [...site.officers.keys()],
      source: inventoryFiles.officers,
    };
    for (const { file, data } of site.requests) {
      for (const { key, pointer } of officerMentions(data, procedureOf(data))) {
        if (!site.officers.has(key)) report(unknownKey({ file, pointer }, key, space));
      }
    }
    for (const { file, data } of site.approvals ?? []) {
      for (const field of ["by", "recorded_by"] as const) {
        const key = data[field];
        if (key !== undefined && !site.officers.has(key))
          report(unknownKey({ file, pointer: `/${field}` }, key, space));
      }
    }
  },
};
