import { isObject } from "../../is-object";
import { isDate } from "../../schema/moments";
import type { Text } from "../../text";
import { unusable } from "../command-error";
import type { OptionSpec } from "../command-spec";
import type { Context } from "../context";
import { askFor, type Dialogue } from "../dialogue/dialogue";
import { type Paper, readPaper } from "./letter-store";

/** Options that tell of the letter that belongs to a step. */
export const LETTER_OPTIONS: OptionSpec[] = [
  {
    flags: "--letter-number <number>",
    text: {
      id: "nomor surat, dari buku agenda pengirimnya",
      en: "the letter's number, from its sender's register",
    },
  },
  {
    flags: "--letter-date <date>",
    text: { id: "tanggal surat, YYYY-MM-DD", en: "the letter's date, YYYY-MM-DD" },
  },
  {
    flags: "--letter-file <file>",
    text: {
      id: "berkas surat; SHA-256-nya dihitung, salinannya disimpan di luar Git",
      en: "file of the letter; its SHA-256 is computed, a copy kept outside Git",
    },
  },
];

/** A letter as a step records it, and its file where there was one. */
export interface GivenLetter {
  letter?: Record<string, unknown>;
  papers: Paper[];
}

/**
 * What the options, or a `letter` in JSON, say of a letter: `{number, date, file}` or `{number, date, sha256}`.
 * @throws CommandError (exit code 2) for a file that is none
 */
export function givenLetter(context: Context, options: Record<string, unknown>, json: unknown): GivenLetter {
  const from = isObject(json) ? json : {};
  const number = options.letterNumber ?? from.number;
  const date = options.letterDate ?? from.date;
  const file = options.letterFile ?? from.file;
  const { number: _number, date: _date, file: _file, sha256, ...rest } = from;
  const paper = typeof file === "string" ? readPaper(context.root, file) : undefined;
  if (paper && typeof sha256 === "string" && sha256 !== paper.sha256) throw otherPaper(String(file), sha256);
  const letter = defined({ number, date, sha256: paper?.sha256 ?? sha256, ...rest });
  return { letter: Object.keys(letter).length > 0 ? letter : undefined, papers: paper ? [paper] : [] };
}

/** Asks for what of a letter is not known yet. */
export async function askLetter(
  context: Context,
  dialogue: Dialogue,
  { letter = {}, papers }: GivenLetter,
): Promise<GivenLetter> {
  const number = letter.number ?? (await askFor(dialogue, words.number, notEmpty));
  const date = letter.date ?? (await askFor(dialogue, words.date, aDate));
  if (letter.sha256 !== undefined) return { letter: { ...letter, number, date }, papers };
  const paper = await askPaper(context, dialogue);
  return { letter: { ...letter, number, date, sha256: paper.sha256 }, papers: [...papers, paper] };
}

async function askPaper(context: Context, dialogue: Dialogue): Promise<Paper> {
  for (;;) {
    const file = await dialogue.ask(words.file);
    try {
      return readPaper(context.root, file);
    } catch (error) {
      dialogue.tell({ id: messageOf(error, "id"), en: messageOf(error, "en") });
    }
  }
}

const words = {
  number: { id: "Nomor surat", en: "Number of the letter" },
  date: { id: "Tanggal surat (YYYY-MM-DD)", en: "Date of the letter (YYYY-MM-DD)" },
  file: { id: "Berkas surat (hasil pindaian)", en: "File of the letter (scan)" },
} as const satisfies Record<string, Text>;

function notEmpty(answer: string) {
  return answer === "" ? { wrong: { id: "nomor wajib diisi", en: "a number is needed" } } : { value: answer };
}

function aDate(answer: string) {
  return isDate(answer)
    ? { value: answer }
    : { wrong: { id: "tulis tanggal: 2026-11-23", en: "write a date: 2026-11-23" } };
}

function messageOf(error: unknown, lang: keyof Text): string {
  if (error instanceof Error && "text" in error) return (error.text as Text)[lang];
  throw error;
}

function otherPaper(file: string, sha256: string): Error {
  return unusable({
    id: `SHA-256 ${file} bukan ${sha256}: berkasnya lain daripada yang dimaksud`,
    en: `the SHA-256 of ${file} is not ${sha256}: it is another file than the one meant`,
  });
}

function defined(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
