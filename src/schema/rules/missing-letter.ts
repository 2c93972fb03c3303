import { stepEntries } from "../request-steps";
import { procedureFiles } from "../site-files";
import type { Rule } from "./rule";

/** Activities that the procedure does by letter refer to it. */
export const missingLetter: Rule = {
  id: "missing-letter",
  check({ site, doubts }, report) {
    const unsure = doubts(procedureFiles.hosting);
    const required = new Set(
      (site.procedures.hosting?.activities ?? []).flatMap(({ key, letter }, index) =>
        letter === "required" && !unsure.about(`/activities/${index}/letter`) ? [key] : [],
      ),
    );
    for (const { file, data } of site.requests) {
      for (const [step, record] of stepEntries(data)) {
        if (!required.has(step) || "letter" in record) continue;
        report({
          file,
          pointer: `/steps/${step}`,
          target: "key",
          message: {
            id: "surat untuk kegiatan ini tidak dicatat",
            en: "the letter of this activity is not recorded",
          },
          remedy: {
            id: "Tambahkan `letter: { number: …, date: …, sha256: … }`; nomor dari register surat, SHA-256 dari hasil pindai.",
            en: "Add `letter: { number: …, date: …, sha256: … }`: the number of the office's register, the SHA-256 of the scan.",
          },
          rests: [`/steps/${step}/letter`],
        });
      }
    }
  },
};
