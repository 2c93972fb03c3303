/**
 * Columns a text takes on a terminal: marks that combine take none, East Asian wide characters and
 * emoji take two. Close enough for names of applications; no table of the whole of Unicode.
 */
export function displayWidth(text: string): number {
  let width = 0;
  for (const { segment } of SEGMENTER.segment(text))
    width += WIDE.test(segment) ? 2 : ZERO.test(segment) ? 0 : 1;
  return width;
}

const SEGMENTER = new Intl.Segmenter("id", { granularity: "grapheme" });
const ZERO = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;
const WIDE =
  /^(?:[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|.\ufe0f)/u;

/** `text` filled up with spaces to `width` columns; never cut. */
export function padTo(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - displayWidth(text)));
}
