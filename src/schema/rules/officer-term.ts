import type { Holder } from "../generated/officers";
import { holderOn } from "../holder-on";
import { localDay } from "../moments";
import { officerMentions } from "../officer-mentions";
import { inventoryFiles } from "../site-files";
import { pointerStep } from "../yaml/pointer";
import type { Rule } from "./rule";

/** Somebody held the position on the day of the step. */
export const officerTerm: Rule = {
  id: "officer-term",
  check({ site, procedureOf }, report) {
    for (const { file, data } of site.requests) {
      for (const { key, pointer, time, at, field } of officerMentions(data, procedureOf(data))) {
        const holders = site.officers.get(key)?.holders;
        const day = localDay(at);
        if (field === "to" || holders === undefined || holderOn(holders, day)) continue;
        const terms = holders.map(termText);
        report({
          file,
          pointer,
          message: {
            id: `pada ${day} jabatan \`${key}\` tidak ada pemegangnya (masa jabatan: ${terms.join(", ")})`,
            en: `nobody held the position \`${key}\` on ${day} (terms: ${terms.join(", ")})`,
          },
          remedy: {
            id: "Perbaiki waktu atau jabatannya, atau catat pejabat (Plt/Plh) hari itu di datacenter/officers.yaml.",
            en: "Correct the time or the position, or record that day's (acting) officer in datacenter/officers.yaml.",
          },
          rests: [time, { file: inventoryFiles.officers, pointer: `/officers${pointerStep(key)}/holders` }],
        });
      }
    }
  },
};

function termText({ valid }: Holder): string {
  return `${valid.from} – ${valid.until ?? "…"}`;
}
