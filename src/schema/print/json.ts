import { jsonText } from "../../printable";
import type { Language } from "../../text";
import type { Problem } from "../problem";

/** Problems for programs: sentences in the reader's language, everything else as it is. */
export function printJson(problems: readonly Problem[], lang: Language): string {
  const listed = problems.map((problem) => ({
    file: problem.file,
    line: problem.line,
    column: problem.column,
    pointer: problem.pointer,
    rule: problem.rule,
    severity: problem.severity,
    message: problem.message[lang],
    found: problem.found,
    allowed: problem.allowed,
    suggestion: problem.suggestion,
    remedy: problem.remedy[lang],
    reference: problem.reference?.[lang],
  }));
  return `${jsonText(listed)}\n`;
}
