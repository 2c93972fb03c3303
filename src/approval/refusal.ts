import { jsonText, printable, visible } from "../printable";
import type { Language, Text } from "../text";

/** Why a change or a run may not go on: one shape for `verify-approvals`, the hooks of a repository and `up`. */
export interface Refusal {
  /** Short name of what is wrong, e.g. `approval-missing`; the same in every release. */
  rule: string;
  /** Path relative to the site's root, with `/`; it may come from a branch and hold anything. */
  file?: string;
  /** Counted from 1. */
  line?: number;
  /** Request id. */
  request?: string;
  /** What was found, against what is allowed. */
  found: Text;
  /** What to do. */
  remedy: Text;
}

export type RefusalFormat = "text" | "json" | "markdown" | "github";

/** Every refusal as text that ends with a line break; for anything but JSON empty when there are none. */
export function printRefusals(
  refusals: readonly Refusal[],
  { format, lang }: { format: RefusalFormat; lang: Language },
): string {
  if (format === "json") return `${jsonText(refusals.map((one) => refusalJson(one, lang)))}\n`;
  const lineOf = { text: refusalText, markdown: refusalMarkdown, github: refusalCommand }[format];
  return refusals.map((one) => `${lineOf(one, lang)}\n`).join("");
}

/** Where, what was found, what to do: for a terminal, without colours. */
export function refusalText(refusal: Refusal, lang: Language): string {
  const { rule, found, remedy } = refusal;
  const label = lang === "id" ? "perbaikan" : "remedy";
  return [
    `${printable([placeOf(refusal), found[lang]].filter(Boolean).join(": "))} [${rule}]`,
    `  ${label}: ${printable(remedy[lang])}`,
  ].join("\n");
}

/** For programs: sentences in the reader's language, everything else as it is. */
export function refusalJson({ found, remedy, ...rest }: Refusal, lang: Language): Record<string, unknown> {
  return { ...rest, found: found[lang], remedy: remedy[lang] };
}

/** One item of a list of Markdown, with nothing from a branch in it that Markdown or HTML would obey. */
export function refusalMarkdown(refusal: Refusal, lang: Language): string {
  const place = placeOf(refusal);
  const { rule, found, remedy } = refusal;
  const where = place === "" ? "" : `**${plainMarkdown(place)}**: `;
  return `- ${where}${plainMarkdown(found[lang])} (\`${rule}\`)  \n  → ${plainMarkdown(remedy[lang])}`;
}

/** A workflow command of GitHub Actions (Forgejo knows it too), which annotates the line of a pull request. */
export function refusalCommand(
  { rule, file, line, request, found, remedy }: Refusal,
  lang: Language,
): string {
  const place = { file, line: file === undefined ? undefined : line, title: rule };
  const properties = Object.entries(place).flatMap(([name, value]) =>
    value === undefined
      ? []
      : [`${name}=${escapeData(String(value)).replace(/:/g, "%3A").replace(/,/g, "%2C")}`],
  );
  const about = request === undefined ? "" : `${request}: `;
  return `::error ${properties.join(",")}::${escapeData(`${about}${found[lang]}. ${remedy[lang]}`)}`;
}

/** `HST-2026-0007 (requests/hosting/HST-2026-0007.yaml:12)`, as far as it is known. */
function placeOf({ file, line, request }: Refusal): string {
  const place = file === undefined ? undefined : line === undefined ? file : `${file}:${line}`;
  if (request === undefined) return place ?? "";
  return place === undefined ? request : `${request} (${place})`;
}

function plainMarkdown(text: string): string {
  return printable(text)
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/[\\`*_[\]()|~#!@]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function escapeData(text: string): string {
  return visible(text.replace(/%/g, "%25").replace(/\r?\n/g, "%0A"));
}
