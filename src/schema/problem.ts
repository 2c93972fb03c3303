import type { Text } from "../text";

/** A place in a YAML file, counted from 1, as editors do. */
export interface Position {
  line: number;
  column: number;
}

/** Something wrong in a file of the site: data, not an exception, so that all of them come at once. */
export interface Problem extends Position {
  /** Id of the rule: its file under `src/schema/rules`, its paragraph in `docs/rules.md`. */
  rule: string;
  severity: "error" | "warning";
  /** Path relative to the site's root, with `/`. */
  file: string;
  /** JSON pointer (RFC 6901) into the file; empty for the file as a whole. */
  pointer: string;
  message: Text;
  /** What stands there, as it is written. */
  found?: string;
  /** Values that would be right. */
  allowed?: string[];
  /** The allowed value that was probably meant. */
  suggestion?: string;
  /** What to do. */
  remedy: Text;
  /** Where the requirement comes from: an activity of the procedure, an RFC, a schema. */
  reference?: Text;
}

/** Files in order, inside a file from top to bottom: what a reader and a diff expect. */
export function compareProblems(a: Problem, b: Problem): number {
  return (
    compareText(a.file, b.file) ||
    a.line - b.line ||
    a.column - b.column ||
    compareText(a.rule, b.rule) ||
    compareText(a.message.en, b.message.en)
  );
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** True when something must be put right before anything may be applied. */
export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === "error");
}
