/** A part of a text with a style of its own. */
export interface PdfRun {
  text: string;
  wordBreak?: "break-all";
}

/** Width of a character in relation to the font's size: wider than Roboto's average, so that nothing juts out. */
const CHARACTER = 0.6;

/**
 * A text for a space of some width (points): a word that is too long for it, such as a checksum, may be broken
 * anywhere. pdfmake would let it run over the edge. No invisible characters are added: what is copied is whole.
 */
export function wrapped(text: string, width: number, fontSize = 10.5): PdfRun[] {
  const fitting = Math.max(1, Math.floor(width / (fontSize * CHARACTER)));
  // Surrogate pairs stay whole: breaking them would show two broken characters.
  const long = new RegExp(`([^\\s\\-\\ud800-\\udfff]{${fitting},})`);
  return text
    .split(long)
    .map((part, index): PdfRun => (index % 2 === 1 ? { text: part, wordBreak: "break-all" } : { text: part }))
    .filter((run) => run.text !== "");
}

/** Lines that a text takes, nearly. */
export function estimatedLines(text: string, width: number, fontSize = 10.5): number {
  return Math.max(1, Math.ceil((text.length * fontSize * 0.53) / width));
}
