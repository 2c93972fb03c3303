import { printable } from "../../printable";
import type { Language, Text } from "../../text";
import type { Problem } from "../problem";
import { codeFrame, lineReader } from "./code-frame";
import { type Paint, painter } from "./paint";

const words = {
  error: { id: "kesalahan", en: "error" },
  warning: { id: "peringatan", en: "warning" },
  found: { id: "tertulis", en: "found" },
  allowed: { id: "pilihan", en: "allowed" },
  suggestion: { id: "mungkin maksudnya", en: "did you mean" },
  remedy: { id: "perbaikan", en: "remedy" },
  reference: { id: "dasar", en: "source" },
} as const satisfies Record<string, Text>;

export interface TextOptions {
  lang: Language;
  root: string;
  color?: boolean;
  texts?: ReadonlyMap<string, string>;
}

/** Problems as a compiler shows them: place, what is wrong, the line, what to do; then how many there are. */
export function printText(
  problems: readonly Problem[],
  { lang, root, color = false, texts }: TextOptions,
): string {
  if (problems.length === 0) return "";
  const paint = painter(color);
  const linesOf = lineReader(root, texts);
  const blocks = problems.map((problem) => block(problem, linesOf(problem.file), lang, paint));
  return `${blocks.join("\n\n")}\n\n${summary(problems, lang)}\n`;
}

function block(problem: Problem, lines: readonly string[], lang: Language, paint: Paint): string {
  const place = `${problem.file}:${problem.line}:${problem.column}`;
  const severity =
    problem.severity === "error" ? paint.red(words.error[lang]) : paint.yellow(words.warning[lang]);
  const frame = codeFrame(lines, problem, markLength(problem, lines)).map((line) => `  ${paint.dim(line)}`);
  return [
    `${paint.bold(printable(place))} ${severity} ${printable(problem.message[lang])} [${problem.rule}]`,
    ...frame,
    ...details(problem, lang).map(([label, value]) => `  ${label[lang]}: ${printable(value)}`),
  ].join("\n");
}

/** The mark is as long as what was found, where that is what stands there. */
function markLength({ line, column, found }: Problem, lines: readonly string[]): number {
  return found !== undefined && lines[line - 1]?.startsWith(found, column - 1) ? found.length : 1;
}

function details(problem: Problem, lang: Language): [Text, string][] {
  const { found, allowed, suggestion, remedy, reference } = problem;
  const lines: [Text, string][] = [];
  if (found !== undefined) lines.push([words.found, found.replace(/\s+/g, " ")]);
  if (allowed && (allowed.length > 1 || (allowed.length === 1 && !suggestion)))
    lines.push([words.allowed, allowed.join(", ")]);
  if (suggestion !== undefined) lines.push([words.suggestion, `${suggestion}?`]);
  lines.push([words.remedy, remedy[lang]]);
  if (reference) lines.push([words.reference, reference[lang]]);
  return lines;
}

function summary(problems: readonly Problem[], lang: Language): string {
  const errors = problems.filter((problem) => problem.severity === "error").length;
  const warnings = problems.length - errors;
  const files = new Set(problems.map((problem) => problem.file)).size;
  if (lang === "id") return `${errors} kesalahan, ${warnings} peringatan dalam ${files} berkas`;
  return `${count(errors, "error")}, ${count(warnings, "warning")} in ${count(files, "file")}`;
}

function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? "" : "s"}`;
}
