import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { styleText } from "node:util";
import { printableColored } from "../printable";
import type { Language, Text } from "../text";

/** Everything a command may touch of the process it runs in; tests make their own. */
export interface Context {
  lang: Language;
  /** Absolute path of the project folder: `--cwd`, else the project that the command was started in. */
  root: string;
  /** Colour on standard output. */
  color: boolean;
  debug: boolean;
  environment: NodeJS.ProcessEnv;
  /** A person sits at both ends: questions may be asked. */
  interactive: boolean;
  /** Standard error is a terminal: a progress line may be redrawn. */
  progress: boolean;
  /** Results. A line feed is added. */
  print(line: string): void;
  /** Commands for a pipeline's runner, which obeys them: every value in them is escaped already. */
  command(lines: string): void;
  /** Everything that is not the result: progress, notes, warnings. A line feed is added. */
  note(line: string): void;
  /** The sentence in the reader's language. */
  say(text: Text): string;
  /** A question, on standard error, without a line feed. */
  prompt(question: string): void;
  /** Where answers and `--from-json -` are read from. */
  input: NodeJS.ReadableStream;
  /** The clock that steps are recorded by. */
  now(): Date;
}

/** Options every command takes. */
export interface GlobalOptions {
  cwd?: string;
  /** False with `--no-color`. */
  color?: boolean;
  debug?: boolean;
}

/** The real context of this process. */
export function processContext(lang: Language, options: GlobalOptions): Context {
  const environment = process.env;
  environment.TITIP_LANG = lang;
  if (options.debug) environment.TITIP_DEBUG = "1";
  const root = resolve(options.cwd ?? ".");
  // Program and plugin run in the folder of the compiled code, which may be shared by several projects.
  environment.TITIP_SITE ??= root;
  return {
    lang,
    root,
    color: wantsColor(options, environment, process.stdout.isTTY === true),
    debug: options.debug === true,
    environment,
    interactive: process.stdin.isTTY === true && process.stdout.isTTY === true,
    progress: process.stderr.isTTY === true,
    // Whoever makes a line has made its values printable; what was forgotten ends here.
    command: (lines) => process.stdout.write(`${lines}\n`),
    print: (line) => process.stdout.write(`${printableColored(line)}\n`),
    note: (line) => process.stderr.write(`${printableColored(line)}\n`),
    say: (text) => text[lang],
    prompt: (question) => process.stderr.write(printableColored(question)),
    input: process.stdin,
    now: () => new Date(),
  };
}

/** The nearest folder from `folder` upwards with a Pulumi.yaml, so that commands work below it; else `folder`. */
export function projectFolder(folder: string, start = folder): string {
  if (existsSync(join(folder, "Pulumi.yaml"))) return folder;
  const parent = dirname(folder);
  return parent === folder ? start : projectFolder(parent, start);
}

/** `--no-color` and NO_COLOR (https://no-color.org, any value that is not empty) win over a terminal. */
export function wantsColor(
  options: GlobalOptions,
  environment: NodeJS.ProcessEnv,
  terminal: boolean,
): boolean {
  if (options.color === false || environment.NO_COLOR || environment.TERM === "dumb") return false;
  return terminal;
}

export type Style = "red" | "green" | "yellow" | "bold" | "dim";

/** `text` in a style, or as it is where colour is not wanted: that is decided once, and not by Node again. */
export function styled(context: { color: boolean }, style: Style, text: string): string {
  return context.color ? styleText(style, text, { validateStream: false }) : text;
}
