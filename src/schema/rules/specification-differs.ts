import { differencesText, specificationDifferences } from "../../sop/walk-differences";
import { requestsOf } from "../site";
import type { Rule } from "./rule";

/** Equipment that is not as approved is taken in only when somebody takes the differences. */
export const specificationDiffers: Rule = {
  id: "specification-differs",
  check({ site, procedureOf }, report) {
    for (const { file, data } of requestsOf(site, "colocation")) {
      const { placement } = data.steps;
      if (placement?.result !== "accepted" || placement.differences_accepted) continue;
      const differences = specificationDifferences(data);
      if (differences.length === 0) continue;
      const text = differencesText(differences);
      const delivery = procedureOf(data)?.officeKey("delivery") ?? "delivery";
      report({
        file,
        pointer: "/steps/placement/result",
        message: {
          id: `yang dibawa (\`${delivery}\`) berbeda dari spesifikasi yang disetujui: ${text.id}`,
          en: `what was brought (\`${delivery}\`) differs from the approved specification: ${text.en}`,
        },
        remedy: {
          id: "Catat siapa yang menerima perbedaannya dan alasannya (`differences_accepted`), atau `result: returned`.",
          en: "Record who takes the differences, and why (`differences_accepted`), or `result: returned`.",
        },
        rests: ["/steps/delivery", "/server"],
      });
    }
  },
};
