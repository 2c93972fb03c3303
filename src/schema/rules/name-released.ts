import { heldFromPointer } from "../request-life";
import { kindOf } from "./name-conflict";
import type { Rule } from "./rule";
import { quarantine } from "./value-finding";
import { whoHas } from "./who-has";

/** A closed request's names rest for the quarantine: old links must not lead to somebody else at once. */
export const nameReleased: Rule = {
  id: "name-released",
  check({ nameConflicts }, report) {
    for (const conflict of nameConflicts) {
      if (kindOf(conflict) !== "released") continue;
      const { request, pointer } = conflict.younger.owner;
      const by = whoHas(conflict.holder.owner.request);
      const until = new Date(conflict.holder.until).toISOString().slice(0, 10);
      report({
        file: request.file,
        pointer,
        // Before its assessment a request may outwait the quarantine.
        severity: request.data.steps.assessment ? "error" : "warning",
        message: {
          id: `nama ${conflict.value} baru dilepas oleh ${by} dan belum boleh dipakai lagi sebelum ${until}`,
          en: `the name ${conflict.value} was released by ${by} and rests until ${until}`,
        },
        remedy: { id: "Pilih nama lain, atau tunggu.", en: "Choose another name, or wait." },
        rests: [heldFromPointer(request.data), quarantine],
      });
    }
  },
};
