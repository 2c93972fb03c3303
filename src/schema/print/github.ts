import { visible } from "../../printable";
import type { Language } from "../../text";
import type { Problem } from "../problem";

/**
 * Workflow commands of GitHub Actions (Forgejo knows them too), which annotate the lines of a pull request.
 * Everything from a file is escaped, so that no request can speak to the runner.
 */
export function printGithub(problems: readonly Problem[], lang: Language): string {
  return problems.map((problem) => `${command(problem, lang)}\n`).join("");
}

function command(problem: Problem, lang: Language): string {
  const place = { file: problem.file, line: problem.line, col: problem.column, title: problem.rule };
  const properties = Object.entries(place).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  const words = [`${problem.message[lang]}.`, problem.remedy[lang], problem.reference?.[lang]];
  return `::${problem.severity} ${properties.join(",")}::${escapeData(words.filter(Boolean).join(" "))}`;
}

/** Line ends are told to the runner as such; nothing else that a log would obey goes through. */
function escapeData(text: string): string {
  return text
    .split(/(\r\n|\r|\n)/)
    .map((part, index) => (index % 2 === 1 ? part : visible(part.replaceAll("%", "%25"))))
    .join("")
    .replaceAll("\r", "%0D")
    .replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
