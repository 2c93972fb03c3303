import { printable } from "../printable";
import type { Language, Text } from "../text";
import { markdownText } from "./markdown";

const NOTICE: Text = {
  id: "PERHATIAN: penerapan terakhir gagal untuk permohonan berikut; data di server dapat berbeda dari laporan ini:",
  en: "WARNING: the last apply failed for the following requests; the servers may differ from this report:",
};
const REMEDY: Text = {
  id: "Jalankan lagi 'titip up'; bila gagal lagi, sebabnya disebut dengan berkas dan barisnya.",
  en: "Run 'titip up' again; should it fail again, it says why, with file and line.",
};

/** Stands before everything else: what follows may not be true of these requests. Empty text when there are none. */
export function renderFailedText(failed: readonly string[], lang: Language): string {
  if (failed.length === 0) return "";
  const list = [...failed].sort().map((id) => `  ${printable(id)}`);
  return [NOTICE[lang], ...list, REMEDY[lang]].join("\n");
}

export function renderFailedMarkdown(failed: readonly string[], lang: Language): string {
  if (failed.length === 0) return "";
  const list = [...failed].sort().map((id) => `> - **${markdownText(id)}**`);
  return [`> **${NOTICE[lang]}**`, ">", ...list, ">", `> ${REMEDY[lang]}`].join("\n");
}
