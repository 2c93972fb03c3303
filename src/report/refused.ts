import { printable } from "../printable";
import type { RefusedRequest } from "../schema/generated/stack-outputs";
import type { Language, Text } from "../text";
import { markdownText } from "./markdown";

const TITLE: Text = { id: "Disetujui tetapi Tidak Diterapkan", en: "Approved but not applied" };

/** Approved requests that lost a value to an older one; empty text when there are none. */
export function renderRefusedText(refused: readonly RefusedRequest[], lang: Language): string {
  if (refused.length === 0) return "";
  const lines = refused.map(
    ({ request, file, reason }) => `${printable(request)}  (${printable(file)})\n  ${printable(reason)}`,
  );
  return [`${TITLE[lang]}\n${"=".repeat(TITLE[lang].length)}`, ...lines].join("\n\n");
}

export function renderRefusedMarkdown(refused: readonly RefusedRequest[], lang: Language): string {
  if (refused.length === 0) return "";
  const lines = refused.map(
    ({ request, file, reason }) =>
      `- **${markdownText(request)}** (${markdownText(file)}): ${markdownText(reason)}`,
  );
  return `## ${TITLE[lang]}\n\n${lines.join("\n")}`;
}
