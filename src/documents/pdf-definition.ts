import { barChart } from "../report/bar-chart";
import type { Block, OfficialDocument } from "./block";
import { closingStart } from "./closing";
import { dottedLine, fieldsNode, type PdfNode, signaturesNode, tableNode } from "./pdf-nodes";
import { wrapped } from "./pdf-text";

/** A4 in points, with the margins of official letters: 25 mm left, 20 mm right and below. */
const MARGINS = [71, 43, 57, 57] as const;
export const CONTENT_WIDTH = 595.28 - MARGINS[0] - MARGINS[2];

/**
 * The document as pdfmake's definition. Its dates are those of the document, so that the same document gives the same
 * bytes.
 *
 * @param logo coat of arms as a data URL
 */
export function pdfDefinition(document: OfficialDocument, logo?: string): PdfNode {
  const created = new Date(document.moment);
  const title = `${document.title} – ${document.request}`;
  return {
    pageSize: "A4",
    pageMargins: MARGINS,
    version: "1.7",
    language: "id",
    displayTitle: true,
    info: { title, producer: "Titip", creator: "Titip", creationDate: created, modDate: created },
    defaultStyle: { font: "Roboto", fontSize: 10.5, lineHeight: 1.12 },
    content: contentOf(document.blocks, logo),
    pageBreakBefore: isLonelyHeading,
    footer: (page: number, pages: number) => footer(document.footer, page, pages),
  };
}

function footer(text: string, page: number, pages: number): PdfNode {
  return {
    margin: [MARGINS[0], 18, MARGINS[2], 0],
    fontSize: 7.5,
    color: "#444444",
    columns: [
      { width: "*", text },
      { width: "auto", text: `Halaman ${page} dari ${pages}` },
    ],
  };
}

interface PageNodes {
  getFollowingNodesOnPage(): unknown[];
}

interface PageNodes {
  getFollowingNodesOnPage(): { text?: unknown }[];
}

/**
 * A heading at the foot of a page belongs to what follows on the next. A table counts when it has words on the page:
 * one whose first row did not fit was begun there, too.
 */
function isLonelyHeading(node: { headlineLevel?: number }, nodes: PageNodes): boolean {
  return node.headlineLevel === 1 && !nodes.getFollowingNodesOnPage().some(({ text }) => text !== undefined);
}

/** The last words stay with the signatures: a page with nothing but signatures could belong to any letter. */
function contentOf(blocks: readonly Block[], logo: string | undefined): PdfNode[] {
  const nodes = blocks.map((block) => nodeOf(block, logo));
  const at = blocks.findIndex(({ kind }) => kind === "signatures");
  if (at < 0) return nodes;
  const start = closingStart(blocks, at);
  const together = { stack: nodes.slice(start, at + 1), unbreakable: true };
  return [...nodes.slice(0, start), together, ...nodes.slice(at + 1)];
}

function nodeOf(block: Block, logo: string | undefined): PdfNode {
  switch (block.kind) {
    case "letterhead":
      return letterheadNode(block.government, block.office, block.address, logo);
    case "reference":
      return {
        margin: [0, 0, 0, 10],
        columnGap: 16,
        columns: [
          { width: "*", ...fieldsNode(block.fields, 55, 300) },
          { width: "auto", text: block.placeAndDate, noWrap: true, margin: [0, 2, 0, 0] },
        ],
      };
    case "addressee":
      return { text: wrapped(`Yth. ${block.lines.join("\n")}`, CONTENT_WIDTH), margin: [0, 0, 0, 10] };
    case "title":
      return titleNode(block.text, block.number);
    case "heading":
      return { text: block.text, bold: true, margin: [0, 6, 0, 3], headlineLevel: 1 };
    case "fields":
      return fieldsNode(block.fields, 135, CONTENT_WIDTH);
    case "table":
      return tableNode(block, CONTENT_WIDTH);
    case "chart":
      return { svg: barChart(block, "id"), width: CONTENT_WIDTH, margin: [0, 4, 0, 8], unbreakable: true };
    case "list":
      return listNode(block.title, block.items);
    case "lines":
      return { stack: Array.from({ length: block.count }, () => dottedLine(CONTENT_WIDTH)) };
    case "signatures":
      return signaturesNode(block.signatures);
    case "warning":
      return framed(block.text);
    default:
      return { text: wrapped(block.text, CONTENT_WIDTH), ...TEXT_STYLES[block.kind] };
  }
}

const TEXT_STYLES = {
  paragraph: { margin: [0, 0, 0, 6] },
  emphasis: { bold: true, margin: [0, 0, 0, 6] },
  note: { italics: true, fontSize: 8.5, margin: [0, 2, 0, 6] },
};

function titleNode(text: string, number: string | undefined): PdfNode {
  const lines = [
    { text: wrapped(text, CONTENT_WIDTH, 12), bold: true, fontSize: 12 },
    ...(number ? [{ text: number, margin: [0, 2, 0, 0] }] : []),
  ];
  return { stack: lines, alignment: "center", margin: [0, 0, 0, 12] };
}

function framed(text: string): PdfNode {
  return {
    margin: [0, 2, 0, 8],
    table: { widths: ["*"], body: [[{ text: wrapped(text, CONTENT_WIDTH - 10), margin: [4, 3, 4, 3] }]] },
    layout: { hLineWidth: () => 0.7, vLineWidth: () => 0.7 },
  };
}

function listNode(title: string | undefined, items: string[]): PdfNode {
  const heading = title ? [{ text: title, margin: [0, 6, 0, 1] }] : [];
  return {
    stack: [...heading, { ol: items.map((item) => ({ text: wrapped(item, CONTENT_WIDTH - 20) })) }],
    unbreakable: true,
    margin: [0, 0, 0, 6],
  };
}

function letterheadNode(government: string, office: string, address: string[], logo?: string): PdfNode {
  const words = {
    width: "*",
    alignment: "center",
    stack: [
      { text: government.toLocaleUpperCase("id"), fontSize: 12.5 },
      { text: office.toLocaleUpperCase("id"), fontSize: 15, bold: true, margin: [0, 1, 0, 2] },
      ...address.map((text) => ({ text, fontSize: 8.5 })),
    ],
  };
  const head = logo
    ? { columns: [{ width: 62, image: logo, fit: [58, 64] }, words, { width: 62, text: "" }] }
    : words;
  const rule = (y1: number, lineWidth: number) => ({
    type: "line",
    x1: 0,
    y1,
    x2: CONTENT_WIDTH,
    y2: y1,
    lineWidth,
  });
  return { stack: [head, { canvas: [rule(4, 2), rule(7, 0.5)], margin: [0, 0, 0, 12] }] };
}
