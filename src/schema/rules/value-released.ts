import { heldFromPointer } from "../request-life";
import type { Rule } from "./rule";
import { quarantine, valueFinding } from "./value-finding";

/** A closed request's address rests for the quarantine; its uid is never given again. */
export const valueReleased: Rule = {
  id: "value-released",
  check({ valueConflicts }, report) {
    for (const conflict of valueConflicts) {
      const { data } = conflict.holder.owner.request;
      if (!data.steps.closure) continue; // told by value-held-twice
      const rests = Number.isFinite(conflict.holder.until);
      const { request: taker } = conflict.younger.owner;
      report({
        ...valueFinding(conflict, (name) => ({
          id: `${name.id} ${conflict.value} pernah dipakai ${data.id} dan ${rests ? "belum boleh diberikan lagi" : "tidak diberikan lagi"}`,
          en: `the ${name.en} ${conflict.value} was held by ${data.id} and ${rests ? "may not be given again yet" : "is never given again"}`,
        })),
        rests: rests ? [heldFromPointer(taker.data), quarantine] : [],
      });
    }
  },
};
