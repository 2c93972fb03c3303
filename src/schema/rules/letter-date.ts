import { localDay } from "../moments";
import { stepEntries } from "../request-steps";
import type { Rule } from "./rule";

/** A letter cannot be younger than the step that refers to it. */
export const letterDate: Rule = {
  id: "letter-date",
  check({ site }, report) {
    for (const { file, data } of site.requests) {
      for (const { pointer, step } of stepEntries(data)) {
        const { letter, at } = step;
        if (!letter || letter.date <= localDay(at)) continue;
        report({
          file,
          pointer: `${pointer}/letter/date`,
          message: {
            id: `surat bertanggal ${letter.date}, sesudah kegiatannya (${localDay(at)})`,
            en: `the letter is dated ${letter.date}, after its activity (${localDay(at)})`,
          },
          remedy: {
            id: "Perbaiki tanggal surat atau waktu kegiatan.",
            en: "Correct the letter's date or the activity's time.",
          },
          rests: [`${pointer}/at`],
        });
      }
    }
  },
};
