import type { Rule } from "./rule";

/** A term begins before it ends. */
export const termOrder: Rule = {
  id: "term-order",
  check({ site }, report) {
    for (const { file, data } of site.requests) {
      const terms = [
        { pointer: "/term/until", term: data.term },
        { pointer: "/steps/usage_report/period/until", term: data.steps.usage_report?.period },
      ];
      for (const { pointer, term } of terms) {
        if (!term || term.from <= term.until) continue;
        report({
          file,
          pointer,
          message: {
            id: `berakhir ${term.until}, sebelum dimulai (${term.from})`,
            en: `it ends on ${term.until}, before it begins (${term.from})`,
          },
          remedy: { id: "Perbaiki salah satu tanggalnya.", en: "Correct one of the dates." },
          rests: [pointer.replace("/until", "/from")],
        });
      }
    }
  },
};
