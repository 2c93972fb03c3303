import type { Rule } from "./rule";
import { valueFinding } from "./value-finding";

/** Two open requests hold one dedicated address or one uid: the younger must give way. */
export const valueHeldTwice: Rule = {
  id: "value-held-twice",
  check({ valueConflicts }, report) {
    for (const conflict of valueConflicts) {
      const { data } = conflict.holder.owner.request;
      if (data.steps.closure) continue; // told by value-released
      report(
        valueFinding(conflict, (name) => ({
          id: `${name.id} ${conflict.value} sudah dipegang ${data.id} (${data.applicant.agency})`,
          en: `the ${name.en} ${conflict.value} is held by ${data.id} (${data.applicant.agency})`,
        })),
      );
    }
  },
};
