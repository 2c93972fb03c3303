import { allocationOf } from "../request-life";
import { inventoryFiles } from "../site-files";
import { pointerStep } from "../yaml/pointer";
import type { Rule } from "./rule";

/** The allocated network serves requests of this classification. */
export const networkUnfit: Rule = {
  id: "network-unfit",
  check({ site, live }, report) {
    for (const { file, data } of live) {
      const key = allocationOf(data)?.network;
      const network = key === undefined ? undefined : site.networks.get(key);
      const { classification } = data.application;
      const fits = network?.serves.some(
        (one) => one.kind === data.kind && one.classification.includes(classification),
      );
      if (!network || fits) continue;
      report({
        file,
        pointer: "/steps/assessment/allocation/network",
        message: {
          id: `jaringan \`${key}\` tidak melayani ${data.kind} dengan klasifikasi \`${classification}\``,
          en: `the network \`${key}\` does not serve ${data.kind} of the classification \`${classification}\``,
        },
        remedy: {
          id: `Jalankan \`titip assess ${data.id}\` lagi.`,
          en: `Run \`titip assess ${data.id}\` again.`,
        },
        rests: [
          "/application/classification",
          { file: inventoryFiles.networks, pointer: `/networks${pointerStep(key ?? "")}/serves` },
        ],
      });
    }
  },
};
