import type { Field, Signature, TableBlock } from "./block";
import { estimatedLines, wrapped } from "./pdf-text";

/** A node of pdfmake's document definition. */
export type PdfNode = Record<string, unknown>;

/** Labels, a colon, values under each other. @param width of all of it, in points */
export function fieldsNode(fields: Field[], labelWidth: number, width: number): PdfNode {
  if (fields.length === 0) return { text: "" };
  const body = fields.map(({ label, values }) => [
    { text: wrapped(label, labelWidth) },
    { text: ":" },
    values.length > 0 ? { text: wrapped(values.join("\n"), width - labelWidth - 20) } : dottedLine(180, 9),
  ]);
  return {
    margin: [0, 0, 0, 6],
    table: { widths: [labelWidth, 4, "*"], body, dontBreakRows: true },
    layout: {
      hLineWidth: () => 0,
      vLineWidth: () => 0,
      paddingLeft: (column: number) => (column === 0 ? 0 : 3),
      paddingRight: () => 3,
      paddingTop: () => 1.5,
      paddingBottom: () => 0,
    },
  };
}

const PADDING = 4;
const LINE = 0.5;
const TABLE_FONT = 9;

/** A table over the whole width; its head is repeated on every page, no row is torn. */
export function tableNode({ columns, rows }: TableBlock, width: number): PdfNode {
  const shares = columns.reduce((sum, column) => sum + column.width, 0);
  const free = width - columns.length * 2 * PADDING - (columns.length + 1) * LINE;
  const widths = columns.map((column) => (free * column.width) / shares);
  const cell = (text: string, at: number) => wrapped(text, widths[at] ?? free, TABLE_FONT);
  const heads = columns.map(({ title, align }, at) => ({
    text: cell(title, at),
    bold: true,
    alignment: align,
    fillColor: "#eeeeee",
  }));
  const body = rows.map((row) =>
    row.map((text, at) => ({
      text: cell(text, at),
      alignment: columns[at]?.align ?? "left",
    })),
  );
  return {
    margin: [0, 2, 0, 8],
    fontSize: TABLE_FONT,
    table: {
      widths,
      headerRows: 1,
      keepWithHeaderRows: 1,
      dontBreakRows: true,
      body: [heads, ...body],
    },
    layout: {
      hLineWidth: () => LINE,
      vLineWidth: () => LINE,
      paddingLeft: () => PADDING,
      paddingRight: () => PADDING,
      paddingTop: () => 2.5,
      paddingBottom: () => 1.5,
    },
  };
}

/** Two beside each other, one alone on the right. */
export function signaturesNode(signatures: Signature[]): PdfNode {
  const places = signatures.length === 1 ? [undefined, ...signatures] : signatures;
  const pairs = places.flatMap((_, at) => (at % 2 === 0 ? [places.slice(at, at + 2)] : []));
  const stack = pairs.map(([left, right]) => ({
    columnGap: 24,
    margin: [0, 12, 0, 4],
    columns: [signatureNode(left, right), signatureNode(right, left)],
  }));
  return { stack, unbreakable: true };
}

const SIGNATURE_WIDTH = 221;

/** Names stand at one height, whatever is above them: the shorter of two goes on with empty lines. */
function signatureNode(place: Signature | undefined, beside: Signature | undefined): PdfNode {
  if (!place) return { width: "*", text: "" };
  const { above, name, below } = place;
  const height = Math.max(lineCount(above), lineCount(beside?.above ?? []));
  const filled = [...above, ...Array.from({ length: height - lineCount(above) }, () => " ")];
  const signer = name
    ? { text: wrapped(name, SIGNATURE_WIDTH), bold: true, decoration: "underline", margin: [0, 44, 0, 0] }
    : { stack: [dottedLine(190)], margin: [0, 38, 0, 2] };
  const lines = (texts: string[], fontSize: number) =>
    texts.map((text): PdfNode => ({ text: wrapped(text, SIGNATURE_WIDTH), fontSize }));
  return { width: "*", stack: [...lines(filled, 10.5), signer, ...lines(below, 9.5)] };
}

function lineCount(texts: string[]): number {
  return texts.reduce((sum, text) => sum + estimatedLines(text, SIGNATURE_WIDTH), 0);
}

/** A line of dots to write on. @param width and space above it, in points */
export function dottedLine(width: number, above = 17): PdfNode {
  const line = {
    type: "line",
    x1: 0,
    y1: 0,
    x2: width,
    y2: 0,
    lineWidth: 0.7,
    dash: { length: 1, space: 2 },
  };
  return { canvas: [line], margin: [0, above, 0, 0] };
}
