import { isQuiet } from "../drift/difference";
import { KIND_WORDS, serverWords } from "../drift/words";
import { describeOverLimit } from "../plan/limits";
import { typeText } from "../resource-words";
import type { Problem } from "../schema/problem";
import type { Language } from "../text";
import type { CommentInput, SeenDrift } from "./given";
import type { Line, Part, Section, Urgency } from "./model";
import { placed } from "./summary";

/** Everything that a reader must know before approving; undefined when there is nothing. */
export function warningsSection(input: CommentInput): Section | undefined {
  const { lang, problems, refused, warnings, over = [], drift } = input;
  const groups: [Urgency, Record<Language, string>, Line[]][] = [
    ["caution", WORDS.errors, problems.filter(isError).map((problem) => problemLine(problem, lang))],
    ["caution", WORDS.limits, over.map((one) => [describeOverLimit(one)[lang]])],
    ["warning", WORDS.refused, refused.map(({ request, reason }) => placed(request.file, reason[lang]))],
    ["warning", WORDS.drift, driftLines(drift, lang)],
    ["warning", WORDS.others, warnings.map((text) => [text[lang]])],
    ["note", WORDS.remarks, problems.filter((one) => !isError(one)).map((one) => problemLine(one, lang))],
  ];
  const parts = groups.flatMap(([urgency, title, lines]): Part[] =>
    lines.length > 0 ? [{ kind: "alert", urgency, title: title[lang], lines }] : [],
  );
  const title = { id: "Peringatan", en: "Warnings" }[lang];
  return parts.length > 0 ? { title, whole: true, parts } : undefined;
}

const WORDS = {
  errors: { id: "Kesalahan yang harus diperbaiki", en: "Errors to be put right" },
  limits: {
    id: "Melebihi batas kewajaran: perlu persetujuan tersendiri (override)",
    en: "Over the limits: needs an approval of its own (override)",
  },
  refused: {
    id: "Disetujui tetapi dilewati",
    en: "Approved but left out",
  },
  drift: {
    id: "Di server berbeda dari yang tercatat",
    en: "On the servers it is not as recorded",
  },
  others: { id: "Perlu diperhatikan", en: "To be noted" },
  remarks: { id: "Catatan pemeriksaan", en: "Remarks of the check" },
};

function isError({ severity }: Problem): boolean {
  return severity === "error";
}

function problemLine({ file, line, message, remedy }: Problem, lang: Language): Line {
  return placed(`${file}:${line}`, message[lang], remedy[lang]);
}

/** One line for each resource, and as of when; the values are in `titip drift`. */
function driftLines(drift: SeenDrift | undefined, lang: Language): Line[] {
  if (!drift || isQuiet(drift)) return [];
  const lines = drift.differences.map(({ server, request, type, name, kind }) => {
    const what = `${typeText(type)[lang]} ${name}${request === "" || request === name ? "" : ` (${request})`}`;
    return [serverWords(server)[lang], `${what}: ${KIND_WORDS[kind][lang]}`] as const;
  });
  const unique = new Map(lines.map((line) => [line.join("\n"), line]));
  const asOf = { id: "Menurut pemeriksaan", en: "As of" }[lang];
  return [
    [`${asOf} `, { code: drift.at }, ":"],
    ...[...unique.values()].map(([server, text]) => placed(server, text)),
  ];
}
