import { printable } from "../printable";
import { typeText } from "../resource-words";
import type { Language, Text } from "../text";
import type { Difference, DriftReport } from "./difference";
import { differenceLines, firstLine } from "./difference-lines";
import { KIND_WORDS, remedyWords, serverWords, stateWords, summaryWords } from "./words";

const LEGEND: Text = { id: "- seharusnya   + ditemukan", en: "- expected   + found" };

/** A report for a terminal, by server; ends with what to do. */
export function driftText(report: DriftReport, lang: Language): string {
  const blocks = report.servers.map((state) => {
    const own = report.differences.filter(({ server }) => server === state.server);
    const head = `${printable(serverWords(state.server)[lang])}: ${stateWords(state)[lang]}`;
    const reason = state.reason === undefined ? [] : [`  ${printable(firstLine(state.reason))}`];
    return [head, ...reason, ...resourceBlocks(own, lang)].join("\n");
  });
  const shown = report.differences.some(({ kind }) => kind === "changed") ? [LEGEND[lang]] : [];
  return [...blocks, ...shown, summaryWords(report)[lang], ...remedies(report, lang)].join("\n\n");
}

function remedies(report: DriftReport, lang: Language): string[] {
  const steps = remedyWords(report).map((step, index) => `  ${index + 1}. ${step[lang]}`);
  const head: Text = { id: "Yang perlu dilakukan:", en: "What to do:" };
  return steps.length > 0 ? [[head[lang], ...steps].join("\n")] : [];
}

/** One block a resource; what could not be read is told by its server already. */
function resourceBlocks(differences: readonly Difference[], lang: Language): string[] {
  const told = differences.filter(({ kind }) => kind !== "unknown");
  return told.flatMap((difference, index) => {
    const before = told[index - 1];
    const isSame = before?.type === difference.type && before.name === difference.name;
    return [...(isSame ? [] : [`  ${resourceLine(difference, lang)}`]), ...valueBlock(difference)];
  });
}

/** `HST-2026-0007 situs: diubah di luar Titip`. */
function resourceLine({ name, type, kind }: Difference, lang: Language): string {
  return `${printable(name)} ${typeText(type)[lang]}: ${KIND_WORDS[kind][lang]}`;
}

function valueBlock(difference: Difference): string[] {
  if (difference.kind !== "changed") return [];
  const lines = differenceLines(difference).map(({ sign, text }) => `      ${sign} ${printable(text)}`);
  return [`    ${printable(difference.path)}`, ...lines.map((line) => line.trimEnd())];
}
