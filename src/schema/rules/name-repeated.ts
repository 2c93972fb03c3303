import { kindOf } from "./name-conflict";
import type { Rule } from "./rule";

/** A request names each of its names once. */
export const nameRepeated: Rule = {
  id: "name-repeated",
  check({ nameConflicts }, report) {
    for (const conflict of nameConflicts) {
      if (kindOf(conflict) !== "own") continue;
      report({
        file: conflict.younger.owner.request.file,
        pointer: conflict.younger.owner.pointer,
        message: {
          id: `nama ${conflict.value} ditulis dua kali dalam permohonan ini`,
          en: `the name ${conflict.value} stands twice in this request`,
        },
        remedy: { id: "Hapus salah satunya.", en: "Remove one of them." },
      });
    }
  },
};
