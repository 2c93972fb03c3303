import { recordFolders } from "../site-files";
import { pointerStep } from "../yaml/pointer";
import type { Rule } from "./rule";

/** A month's usage stands in the file of its month and server, and is that of hosting requests that exist. */
export const usageRecord: Rule = {
  id: "usage-record",
  check({ site }, report) {
    // Those that are misshapen are there, too: their ids are known.
    const hosted = new Set(site.requests.flatMap(({ data }) => (data.kind === "hosting" ? [data.id] : [])));
    for (const { file, data } of site.records?.usage ?? []) {
      const wanted = `${recordFolders.usage}/${data.month}/${data.server}.yaml`;
      if (file !== wanted)
        report({
          file,
          pointer: "/month",
          message: { id: `berkas ini bukan ${wanted}`, en: `this file is not ${wanted}` },
          remedy: {
            id: "Kembalikan berkasnya dari Git, atau jalankan 'titip usage collect'.",
            en: "Restore the file from Git, or run 'titip usage collect'.",
          },
        });
      for (const id of Object.keys(data.sites)) {
        if (hosted.has(id)) continue;
        report({
          file,
          pointer: `/sites${pointerStep(id)}`,
          target: "key",
          message: { id: `permohonan hosting ${id} tidak ada`, en: `there is no hosting request ${id}` },
          remedy: {
            id: "Kembalikan permohonannya; permohonan tidak pernah dihapus.",
            en: "Restore the request: requests are never removed.",
          },
        });
      }
    }
  },
};
