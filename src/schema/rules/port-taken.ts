import { portConflicts } from "../../capacity/place-claims";
import { allocationPointer } from "../request-life";
import { assessRemedy, holderOf, yieldsPlace } from "./place-finding";
import type { Rule } from "./rule";

/** A port of a switch has one cable: the younger request must give way. */
export const portTaken: Rule = {
  id: "port-taken",
  check({ live }, report) {
    for (const conflict of portConflicts(live).filter(yieldsPlace)) {
      const { request } = conflict.younger.owner;
      if (!request) continue;
      const held = holderOf(conflict);
      report({
        file: request.file,
        pointer: `${allocationPointer}/port`,
        message: {
          id: `port ${conflict.value} sudah dipegang ${held.id}`,
          en: `the port ${conflict.value} is held by ${held.en}`,
        },
        remedy: assessRemedy(request.data.id),
      });
    }
  },
};
