import { inventoryFiles } from "../site-files";
import type { Rule } from "./rule";
import { unknownKey } from "./unknown-key";

/** The applicant is an agency of the inventory, and the letter is its own. */
export const unknownAgency: Rule = {
  id: "unknown-agency",
  needs: ["agencies"],
  check({ site }, report) {
    const space = {
      kind: { id: "perangkat daerah", en: "agency" },
      keys: [...site.agencies.keys()],
      source: inventoryFiles.agencies,
    };
    for (const { file, data } of site.requests) {
      const { agency } = data.applicant;
      const by = data.steps.request.by;
      const place = { file, pointer: "/applicant/agency" };
      const unknown = site.agencies.has(agency) ? undefined : unknownKey(place, agency, space);
      if (unknown) report(unknown);
      // Misspelt at one place, it is told there, and the other is right.
      if (by === agency || unknown?.suggestion === by) continue;
      report({
        file,
        pointer: "/steps/request/by",
        message: {
          id: `surat permohonan diajukan oleh \`${by}\`, bukan oleh pemohon \`${agency}\``,
          en: `the letter of request comes from \`${by}\`, not from the applicant \`${agency}\``,
        },
        remedy: {
          id: `Tulis \`by: ${agency}\`, atau perbaiki pemohonnya.`,
          en: `Write \`by: ${agency}\`, or correct the applicant.`,
        },
        allowed: [agency],
        rests: ["/applicant/agency"],
      });
    }
  },
};
