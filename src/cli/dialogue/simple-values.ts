import { isDate, isMoment } from "../../schema/moments";
import type { Site } from "../../schema/site";
import { suggest } from "../../schema/suggest";
import type { Text } from "../../text";
import type { Parsed } from "./dialogue";

/** Kinds of values that stand on one line; what a person types for each becomes a value of the request. */
export type SimpleType =
  | "line"
  | "lines"
  | "prose"
  | "boolean"
  | "count"
  | "date"
  | "timestamp"
  | "sha256"
  | "digest"
  | "choice"
  | "officer"
  | "officers"
  | "agency";

const YES = new Set(["y", "ya", "yes", "true"]);
const NO = new Set(["t", "n", "tidak", "no", "false"]);

type Parser = (text: string, site: Site, of: readonly string[]) => Parsed;

const parsers: Readonly<Record<SimpleType, Parser>> = {
  line: (text) =>
    text === "" ? wrong("teks tidak boleh kosong", "the text must not be empty") : { value: text },
  prose: (text) =>
    text === "" ? wrong("teks tidak boleh kosong", "the text must not be empty") : { value: text },
  lines: (text) => list(text),
  boolean: (text) => {
    if (YES.has(text.toLowerCase())) return { value: true };
    return NO.has(text.toLowerCase()) ? { value: false } : wrong("jawab ya atau tidak", "answer yes or no");
  },
  count: (text) =>
    /^\d{1,9}$/.test(text) ? { value: Number(text) } : wrong("tulis bilangan bulat", "write a whole number"),
  date: (text) =>
    isDate(text) ? { value: text } : wrong("tulis tanggal: 2026-11-23", "write a date: 2026-11-23"),
  timestamp: (text) =>
    isMoment(text)
      ? { value: text }
      : wrong("tulis waktu: 2026-11-23T10:00:00+07:00", "write a moment: 2026-11-23T10:00:00+07:00"),
  sha256: (text) =>
    /^[0-9a-f]{64}$/.test(text)
      ? { value: text }
      : wrong("tulis SHA-256: 64 digit heksadesimal", "write a SHA-256: 64 hexadecimal digits"),
  digest: (text) =>
    /^sha256:[0-9a-f]{64}$/.test(text)
      ? { value: text }
      : wrong("tulis sha256: dan 64 digit heksadesimal", "write sha256: and 64 hexadecimal digits"),
  choice: (text, _, of) => oneOf(text, of),
  officer: (text, { officers }) => oneOf(text, [...officers.keys()]),
  agency: (text, { agencies }) => oneOf(text, [...agencies.keys()]),
  officers: (text, site) => {
    const parsed = list(text);
    if (!("value" in parsed)) return parsed;
    const faulty = parsed.value
      .map((key) => oneOf(key, [...site.officers.keys()]))
      .find((one) => "wrong" in one);
    return faulty ?? parsed;
  },
};

/** @param of values of a choice */
export function parseSimple(type: SimpleType, text: string, site: Site, of: readonly string[] = []): Parsed {
  return parsers[type](text.trim(), site, of);
}

/** Whether a catalogue's type has its value on one line. */
export function isSimple(type: string): type is SimpleType {
  return Object.hasOwn(parsers, type);
}

function list(text: string): { value: string[] } | { wrong: Text } {
  const entries = text.split(",").map((entry) => entry.trim());
  if (entries.some((entry) => entry === ""))
    return wrong("tulis nilai yang dipisahkan koma", "write values separated by commas");
  return { value: entries };
}

function oneOf(text: string, known: readonly string[]): Parsed {
  if (known.includes(text)) return { value: text };
  const meant = suggest(text, known);
  const hint = { id: meant ? `; maksud Anda ${meant}?` : "", en: meant ? `; did you mean ${meant}?` : "" };
  return wrong(
    `${text || "(kosong)"} tidak ada; yang ada: ${known.join(", ")}${hint.id}`,
    `there is no ${text || "(empty)"}; there are ${known.join(", ")}${hint.en}`,
  );
}

function wrong(id: string, en: string): { wrong: Text } {
  return { wrong: { id, en } };
}
