import type { Text } from "../text";

/** 0 fine; 1 problems found or an apply that failed; 2 unusable configuration or usage. */
export type ExitCode = 0 | 1 | 2;

/** Ends the command with words for the reader; printed by `main.ts` alone. */
export class CommandError extends Error {
  constructor(
    readonly text: Text,
    readonly exitCode: ExitCode,
    /** What to do about it. */
    readonly remedy?: Text,
  ) {
    super(text.en);
    this.name = "CommandError";
  }
}

/** Wrong usage, or a configuration that cannot be worked with: exit code 2. */
export function unusable(text: Text, remedy?: Text): CommandError {
  return new CommandError(text, 2, remedy);
}

/** The work was tried and failed, or problems were found: exit code 1. */
export function failed(text: Text, remedy?: Text): CommandError {
  return new CommandError(text, 1, remedy);
}
