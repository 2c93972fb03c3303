import { CommanderError } from "commander";
import { printableLines } from "../printable";
import { describeServerError, ServerError } from "../remote/server-error";
import type { Language } from "../text";
import { CommandError } from "./command-error";
import { languageOfArguments } from "./language";
import { createProgram, namedCommand } from "./program";
import { usageMessage } from "./usage-message";

// The entry of `bin/titip`: the only place that prints errors and sets the exit code.

async function main(argv: string[]): Promise<number> {
  const lang = languageOfArguments(argv, process.env);
  const program = createProgram(lang);
  try {
    await program.command.parseAsync(argv, { from: "user" });
    return program.exitCode();
  } catch (error) {
    return report(error, lang, argv.includes("--debug"), namedCommand(program.command, argv));
  }
}

const LABELS = {
  id: { error: "galat", remedy: "tindakan", help: "Cara pakai" },
  en: { error: "error", remedy: "remedy", help: "Usage" },
};

/** Errors carry words of servers, files and arguments. */
function say(text: string): void {
  process.stderr.write(printableLines(text));
}

/** @param command whose usage was wrong, as it is typed */
function report(error: unknown, lang: Language, debug: boolean, command: string): number {
  const label = LABELS[lang];
  if (error instanceof CommanderError) {
    // `--help` and `--version` have printed what they had to.
    if (error.exitCode === 0) return 0;
    if (error.code !== "commander.help") {
      say(`titip: ${label.error}: ${usageMessage(error, lang)}\n  ${label.help}: ${command} --help\n`);
    }
    return 2;
  }
  if (error instanceof CommandError) {
    say(`titip: ${label.error}: ${error.text[lang]}\n`);
    if (error.remedy) say(`  ${label.remedy}: ${error.remedy[lang]}\n`);
  } else if (error instanceof ServerError) {
    say(`titip: ${label.error}: ${describeServerError(error.details, lang)}\n`);
  } else {
    const words = error instanceof Error ? error.message : String(error);
    say(`titip: ${label.error}: ${words}\n`);
  }
  if (debug && error instanceof Error && error.stack) say(`${error.stack}\n`);
  return error instanceof CommandError ? error.exitCode : 1;
}

// `titip outputs | head`: the reader has gone, and that is no error of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

main(process.argv.slice(2)).then((code) => {
  // Set, not exit(): what is still being written to a pipe must arrive.
  process.exitCode = code;
});
