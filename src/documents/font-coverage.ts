import type { OfficialDocument } from "./block";

/** What Roboto (regular, medium, italic) has signs for, of what a text may hold: a test compares it with the fonts. */
const RANGES = [
  "a 20-7e a0-17f 18f 192 1a0-1a1 1af-1b0 1f0 1fa-1ff 218-21b 237 259 2bc 2c6-2c7 2c9 2d8-2dd 2f3 300-301 303 309",
  "30f 323 384-38a 38c 38e-3a1 3a3-3ce 3d1-3d2 3d6 400-486 488-513 1e00-1e01 1e3e-1e3f 1e80-1e85 1e9e 1ea0-1ef9",
  "1f4d 2000-200a 2010-2011 2013-2015 2017-201e 2020-2022 2025-2027 2030 2032-2033 2039-203a 203c 2044 2070",
  "2074-208e 20a3-20a4 20a6-20ac 20b1 20b9-20ba 20bc-20bd 20c1 2105 2113 2116 2122 2126 212e 215b-215e 2202 2206",
  "220f 2211-2212 221a 221e 222b 2248 2260 2264-2265 25a0 25ca-25cb 25cf fb01-fb04 fffd",
]
  .join(" ")
  .split(" ")
  .map((range) => range.split("-").map((code) => Number.parseInt(code, 16)));

/** What stands for a sign that the font does not have; the font has this one. */
const REPLACEMENT = "\uFFFD";

/** Whether the PDF's font has a sign for the character. */
export function isCovered(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return RANGES.some(([from = 0, to = from]) => from <= code && code <= to);
}

/**
 * The document with texts that the PDF's font can show, and the characters that it cannot: an empty box in a letter
 * would be overlooked.
 */
export function forFont(document: OfficialDocument): { document: OfficialDocument; unknown: string[] } {
  const unknown = new Set<string>();
  const shown = (text: string) =>
    Array.from(text.normalize("NFC"), (character) => {
      if (isCovered(character)) return character;
      unknown.add(character);
      return REPLACEMENT;
    }).join("");
  const { blocks, title, footer } = document;
  const covered = {
    ...document,
    title: shown(title),
    footer: shown(footer),
    blocks: mapTexts(blocks, shown),
  };
  return { document: covered, unknown: [...unknown].sort() };
}

/** The same data with every text changed, but for names of kinds, which are plain letters. */
function mapTexts<T>(data: T, change: (text: string) => string): T {
  if (typeof data === "string") return change(data) as T;
  if (Array.isArray(data)) return data.map((entry) => mapTexts(entry, change)) as T;
  if (typeof data !== "object" || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, mapTexts(value, change)])) as T;
}
