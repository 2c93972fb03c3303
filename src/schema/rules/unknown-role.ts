import { inventoryFiles, procedureFiles } from "../site-files";
import { pointerStep } from "../yaml/pointer";
import type { Rule } from "./rule";
import { unknownKey } from "./unknown-key";

/** Roles of positions and of activities are roles of the procedure. */
export const unknownRole: Rule = {
  id: "unknown-role",
  check({ site, doubts }, report) {
    const procedure = site.procedures.hosting;
    if (!procedure || doubts(procedureFiles.hosting).told("/roles")) return;
    const roles = new Set(Object.keys(procedure.roles));
    const space = { kind: { id: "peran", en: "role" }, keys: [...roles], source: procedureFiles.hosting };
    for (const [key, officer] of site.officers) {
      for (const [index, role] of officer.roles.entries()) {
        const pointer = `/officers${pointerStep(key)}/roles/${index}`;
        if (!roles.has(role)) report(unknownKey({ file: inventoryFiles.officers, pointer }, role, space));
      }
    }
    for (const list of ["activities", "further"] as const) {
      for (const [index, activity] of (procedure[list] ?? []).entries()) {
        for (const [place, role] of activity.actor.entries()) {
          const pointer = `/${list}/${index}/actor/${place}`;
          if (!roles.has(role)) report(unknownKey({ file: procedureFiles.hosting, pointer }, role, space));
        }
      }
    }
  },
};
