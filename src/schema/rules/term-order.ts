import type { JudgedRequest } from "../judged-site";
import { localDay } from "../moments";
import type { Report, Rule } from "./rule";

/** A term begins before it ends; a suspension is not meant to end before its own day. */
export const termOrder: Rule = {
  id: "term-order",
  check({ site }, report) {
    for (const request of site.requests) {
      const { file, data } = request;
      checkSuspensions(request, report);
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

function checkSuspensions({ file, data }: JudgedRequest, report: Report): void {
  for (const [index, { at, until }] of (data.steps.suspension ?? []).entries()) {
    if (until === undefined || until >= localDay(at)) continue;
    const pointer = `/steps/suspension/${index}`;
    report({
      file,
      pointer: `${pointer}/until`,
      message: {
        id: `penghentian sementara sampai ${until}, sebelum dimulai (${localDay(at)})`,
        en: `the suspension ends on ${until}, before it begins (${localDay(at)})`,
      },
      remedy: { id: "Perbaiki salah satu tanggalnya.", en: "Correct one of the dates." },
      rests: [`${pointer}/at`],
    });
  }
}
