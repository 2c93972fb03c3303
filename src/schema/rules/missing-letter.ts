import { memoryKey } from "../procedure/step-keys";
import type { ProcedureView } from "../procedure-view";
import { stepEntries } from "../request-steps";
import type { Rule } from "./rule";

/** Activities that the procedure does by letter refer to it. */
export const missingLetter: Rule = {
  id: "missing-letter",
  check({ site, procedures }, report) {
    const required = new Map(procedures.map((view) => [view.kind, stepsByLetter(view)]));
    for (const { file, data } of site.requests) {
      for (const { key, pointer, step } of stepEntries(data)) {
        if (!required.get(data.kind)?.has(key) || step.letter) continue;
        report({
          file,
          pointer,
          target: "key",
          message: {
            id: "surat untuk kegiatan ini tidak dicatat",
            en: "the letter of this activity is not recorded",
          },
          remedy: {
            id: "Tambahkan `letter: { number: …, date: …, sha256: … }`; nomor dari register surat, SHA-256 dari hasil pindai.",
            en: "Add `letter: { number: …, date: …, sha256: … }`: the number of the office's register, the SHA-256 of the scan.",
          },
          rests: [`${pointer}/letter`],
        });
      }
    }
  },
};

/** Steps that need a letter, as far as the procedure's file tells. */
function stepsByLetter({ procedure, unsure }: ProcedureView): ReadonlySet<string> {
  return new Set(
    (["activities", "further"] as const).flatMap((list) =>
      (procedure[list] ?? []).flatMap((activity, index) =>
        activity.letter === "required" && !unsure.about(`/${list}/${index}/letter`)
          ? [memoryKey(activity)]
          : [],
      ),
    ),
  );
}
