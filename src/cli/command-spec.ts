import type { Text } from "../text";
import type { Context } from "./context";

export interface OptionSpec {
  /** Commander's notation, e.g. `--stack <nama>`. */
  flags: string;
  text: Text;
  choices?: string[];
  default?: string | boolean;
  /** May be given several times; the value is a list. */
  repeatable?: boolean;
  /** Refused without it. */
  required?: boolean;
}

export interface ArgumentSpec {
  /** Commander's notation: `<id>`, `[files...]`. */
  name: string;
  text: Text;
}

/** What a command is called with, after parsing. */
export interface Invocation {
  arguments: string[];
  options: Record<string, unknown>;
}

/** One command as data: `program.ts` makes Commander's command and its help of it. */
export interface CommandSpec {
  name: string;
  /** One sentence, without a full stop. */
  summary: Text;
  /** A paragraph for `--help`, where the summary does not say it all. */
  details?: Text;
  /** Command lines that can be copied. */
  examples: string[];
  arguments?: ArgumentSpec[];
  options?: OptionSpec[];
  /** Sub-commands, `run`, or both: then `run` is for what names none of them. */
  commands?: CommandSpec[];
  run?(context: Context, invocation: Invocation): Promise<number>;
}

export function formatOption(formats: string[] = ["text", "json"]): OptionSpec {
  return {
    flags: "--format <format>",
    text: { id: "bentuk keluaran", en: "output format" },
    choices: formats,
    default: "text",
  };
}
