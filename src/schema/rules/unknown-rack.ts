import { allocationPointer } from "../request-life";
import { topicFiles } from "../site-files";
import { placedServers } from "./placed-servers";
import type { Rule } from "./rule";
import { unknownKey } from "./unknown-key";

/** The allocated rack and switch are in the inventory. */
export const unknownRack: Rule = {
  id: "unknown-rack",
  needs: ["racks"],
  check(context, report) {
    const { racks, switches } = context.site;
    const spaces = {
      rack: { kind: { id: "rak", en: "rack" }, keys: [...(racks?.keys() ?? [])] },
      switch: { kind: { id: "switch", en: "switch" }, keys: [...(switches?.keys() ?? [])] },
    };
    for (const { file, allocation } of placedServers(context)) {
      for (const field of ["rack", "switch"] as const) {
        if (spaces[field].keys.includes(allocation[field])) continue;
        const place = { file, pointer: `${allocationPointer}/${field}` };
        report(unknownKey(place, allocation[field], { ...spaces[field], source: topicFiles.racks }));
      }
    }
  },
};
