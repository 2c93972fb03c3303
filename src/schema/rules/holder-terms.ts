import type { Text } from "../../text";
import type { Holder } from "../generated/officers";
import { inventoryFiles } from "../site-files";
import { pointerStep } from "../yaml/pointer";
import type { Rule } from "./rule";

/** Terms of office begin before they end, and a position has one holder a day (a Plh stands in beside him). */
export const holderTerms: Rule = {
  id: "holder-terms",
  check({ site, doubts }, report) {
    const unsure = doubts(inventoryFiles.officers);
    for (const [key, { holders }] of site.officers) {
      const at = (index: number) => `/officers${pointerStep(key)}/holders/${index}`;
      const known = holders.filter((_, index) => !unsure.about(`${at(index)}/valid`));
      const regular = known.filter((holder) => holder.acting !== "plh");
      for (const [index, holder] of holders.entries()) {
        const message = known.includes(holder) ? (reversed(holder) ?? overlap(holder, regular)) : undefined;
        if (!message) continue;
        report({
          file: inventoryFiles.officers,
          pointer: `${at(index)}/valid`,
          message,
          remedy: { id: "Perbaiki masa jabatannya.", en: "Correct the terms of office." },
        });
      }
    }
  },
};

function reversed({ valid }: Holder): Text | undefined {
  if (valid.until === undefined || valid.from <= valid.until) return undefined;
  return {
    id: `masa jabatan berakhir ${valid.until}, sebelum dimulai (${valid.from})`,
    en: `the term ends on ${valid.until}, before it begins (${valid.from})`,
  };
}

/** Reported at the later of the two. */
function overlap(holder: Holder, regular: readonly Holder[]): Text | undefined {
  const index = regular.indexOf(holder);
  const other = regular.slice(0, Math.max(index, 0)).find((one) => meet(one, holder));
  return (
    other && {
      id: `masa jabatan ini bertumpang tindih dengan masa jabatan \`${other.contact}\``,
      en: `the term overlaps with that of \`${other.contact}\``,
    }
  );
}

function meet({ valid: a }: Holder, { valid: b }: Holder): boolean {
  return (a.until === undefined || b.from <= a.until) && (b.until === undefined || a.from <= b.until);
}
