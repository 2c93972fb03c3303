import type { Language } from "../../text";
import type { Problem } from "../problem";
import { printGithub } from "./github";
import { printJson } from "./json";
import { printText } from "./text";

export type ProblemFormat = "text" | "json" | "github";

export interface PrintOptions {
  format: ProblemFormat;
  lang: Language;
  /** The site's folder, for the lines that `text` shows. */
  root: string;
  /** Colours of a terminal; the caller knows whether it writes to one. */
  color?: boolean;
  /** Texts that are not written yet, by file, for the lines that `text` shows. */
  texts?: ReadonlyMap<string, string>;
}

/** Problems as text that ends with a line break; for `text` and `github` empty when there are none. */
export function printProblems(problems: readonly Problem[], options: PrintOptions): string {
  switch (options.format) {
    case "json":
      return printJson(problems, options.lang);
    case "github":
      return printGithub(problems, options.lang);
    default:
      return printText(problems, options);
  }
}
