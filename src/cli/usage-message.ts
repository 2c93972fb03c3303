import type { CommanderError } from "commander";
import type { Language } from "../text";

/** Commander's own sentences, which it has in English only; `$1` is the word the user typed. */
const SENTENCES: [RegExp, string][] = [
  [/unknown option '(.*)'/, "pilihan '$1' tidak dikenal"],
  [/unknown command '(.*)'/, "perintah '$1' tidak dikenal"],
  [/missing required argument '(.*)'/, "argumen '$1' wajib diisi"],
  [/option '(.*)' argument missing/, "pilihan '$1' memerlukan nilai"],
  [/required option '(.*)' not specified/, "pilihan '$1' wajib diisi"],
  [
    /option '(.*)' argument '(.*)' is invalid\. Allowed choices are (.*)\./,
    "nilai '$2' untuk pilihan '$1' tidak sah; yang boleh: $3",
  ],
  [/option '(.*)' cannot be used with option '(.*)'/, "pilihan '$1' tidak dapat dipakai bersama '$2'"],
  [
    /too many arguments.*Expected (\d+) arguments? but got (\d+)\./,
    "argumen terlalu banyak: perlu $1, diberi $2",
  ],
  [/\(Did you mean (?:one of )?(.*)\?\)/, "(maksud Anda: $1?)"],
];

/** A usage error in the reader's language; an unknown sentence stays English rather than being lost. */
export function usageMessage(error: CommanderError, lang: Language): string {
  const english = error.message.replace(/^error: /, "");
  if (lang === "en") return english;
  return SENTENCES.reduce((text, [pattern, sentence]) => text.replace(pattern, sentence), english);
}
