import { unitConflicts } from "../../capacity/place-claims";
import { allocationPointer } from "../request-life";
import { topicFiles } from "../site-files";
import { pointerStep } from "../yaml/pointer";
import { assessRemedy, holderOf, oncePerPair, unitWords, yieldsPlace } from "./place-finding";
import type { Rule } from "./rule";

/** A unit of a rack holds one device: the younger of two requests must give way. */
export const unitTaken: Rule = {
  id: "unit-taken",
  check({ site, live }, report) {
    const conflicts = unitConflicts(site, live).filter(
      (conflict) => yieldsPlace(conflict) && conflict.holder.owner.request !== undefined, // else told by unit-unfit
    );
    for (const conflict of oncePerPair(conflicts)) {
      const { request, unit } = conflict.younger.owner;
      if (!request) continue;
      const [what, held] = [unitWords(conflict), holderOf(conflict)];
      report({
        file: request.file,
        pointer: `${allocationPointer}/unit`,
        message: {
          id: `${what.id} sudah dipegang ${held.id}`,
          en: `${what.en} is held by ${held.en}`,
        },
        remedy: assessRemedy(request.data.id),
        rests: [{ file: topicFiles.racks, pointer: `/racks${pointerStep(unit?.rack ?? "")}` }],
      });
    }
  },
};
