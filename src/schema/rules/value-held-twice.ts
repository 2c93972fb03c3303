import type { Rule } from "./rule";
import { valueFinding } from "./value-finding";
import { whoHas } from "./who-has";

/** Two open requests hold one dedicated address or one uid: the younger must give way. */
export const valueHeldTwice: Rule = {
  id: "value-held-twice",
  check({ valueConflicts }, report) {
    for (const conflict of valueConflicts) {
      const { request } = conflict.holder.owner;
      if (request.data.steps.closure) continue; // told by value-released
      const by = whoHas(request);
      report(
        valueFinding(conflict, (name) => ({
          id: `${name.id} ${conflict.value} sudah dipegang ${by}`,
          en: `the ${name.en} ${conflict.value} is held by ${by}`,
        })),
      );
    }
  },
};
