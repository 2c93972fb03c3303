import { type Language, language } from "../text";

/**
 * The language of help and usage errors, needed before the command line is parsed: `--lang en`,
 * `--lang=en`, else TITIP_LANG, else Indonesian. A wrong value is told by the parser later.
 */
export function languageOfArguments(argv: string[], environment: NodeJS.ProcessEnv): Language {
  const end = argv.indexOf("--");
  const own = end < 0 ? argv : argv.slice(0, end);
  const at = own.findIndex((word) => word === "--lang" || word.startsWith("--lang="));
  if (at < 0) return language(environment);
  const word = own[at] ?? "";
  const value = word === "--lang" ? own[at + 1] : word.slice("--lang=".length);
  return value === "en" ? "en" : "id";
}
