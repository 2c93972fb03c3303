import { barChart } from "../report/bar-chart";
import type { Block, Field, OfficialDocument, Signature, TableBlock } from "./block";
import { HTML_STYLE } from "./html-style";

/** An image that the page carries in itself, e.g. the coat of arms. */
export interface EmbeddedImage {
  mime: "image/png" | "image/jpeg";
  bytes: Uint8Array;
}

/** The document as a page of its own: no script, no network, printable on A4. Every text is escaped. */
export function renderHtml(document: OfficialDocument, logo?: EmbeddedImage): string {
  const { title, footer, request, blocks } = document;
  return [
    "<!doctype html>",
    '<html lang="id">',
    "<head>",
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">`,
    `<title>${escapeHtml(`${title} – ${request}`)}</title>`,
    `<style>${HTML_STYLE}</style>`,
    "</head>",
    "<body>",
    "<main>",
    ...blocks.map((block) => renderBlock(block, logo)),
    "</main>",
    `<footer>${escapeHtml(footer)}</footer>`,
    "</body>",
    "</html>",
    "",
  ].join("\n");
}

/** Text for HTML, in elements and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function renderBlock(block: Block, logo: EmbeddedImage | undefined): string {
  switch (block.kind) {
    case "letterhead":
      return letterhead(block.government, block.office, block.address, logo);
    case "reference":
      return `<div class="reference">${definitions(block.fields)}<p class="date">${escapeHtml(block.placeAndDate)}</p></div>`;
    case "addressee":
      return `<p class="addressee">${lines(yth(block.lines))}</p>`;
    case "title":
      return `<h1>${escapeHtml(block.text)}</h1>${block.number ? `<p class="number">${escapeHtml(block.number)}</p>` : ""}`;
    case "heading":
      return `<h2>${escapeHtml(block.text)}</h2>`;
    case "fields":
      return definitions(block.fields);
    case "table":
      return table(block);
    case "chart":
      return `<div style="overflow-x: auto">${barChart(block, "id")}</div>`;
    case "list":
      return `${block.title ? `<p class="list-title">${escapeHtml(block.title)}</p>` : ""}<ol>${block.items.map((item) => `<li>${escapeHtml(item)}</li>`).join("")}</ol>`;
    case "lines":
      return '<p class="line"></p>'.repeat(block.count);
    case "signatures":
      return `<div class="signatures">${block.signatures.map(signature).join("")}</div>`;
    default:
      return `<p class="${block.kind}">${escapeHtml(block.text)}</p>`;
  }
}

function yth([first = "", ...rest]: string[]): string[] {
  return [`Yth. ${first}`, ...rest];
}

function lines(texts: string[]): string {
  return texts.map(escapeHtml).join("<br>");
}

function letterhead(government: string, office: string, address: string[], logo?: EmbeddedImage): string {
  const image = logo
    ? `<img alt="" src="data:${logo.mime};base64,${Buffer.from(logo.bytes).toString("base64")}">`
    : "";
  return `<header>${image}<div><p class="government">${escapeHtml(government)}</p><p class="office">${escapeHtml(office)}</p><p class="address">${lines(address)}</p></div></header>`;
}

function definitions(fields: Field[]): string {
  const rows = fields.map(({ label, values }) => {
    const value = values.length > 0 ? lines(values) : '<span class="blank"></span>';
    return `<tr><th scope="row">${escapeHtml(label)}</th><td>:</td><td>${value}</td></tr>`;
  });
  return `<table class="fields"><tbody>${rows.join("")}</tbody></table>`;
}

function table({ columns, rows }: TableBlock): string {
  const total = columns.reduce((sum, { width }) => sum + width, 0);
  const widths = columns.map(({ width }) => `<col style="width:${((width / total) * 100).toFixed(2)}%">`);
  const heads = columns.map(
    ({ title, align }) => `<th scope="col" class="${align}">${escapeHtml(title)}</th>`,
  );
  const body = rows.map((row) => {
    const cells = row.map(
      (cell, at) => `<td class="${columns[at]?.align ?? "left"}">${escapeHtml(cell)}</td>`,
    );
    return `<tr>${cells.join("")}</tr>`;
  });
  return `<table class="rows"><colgroup>${widths.join("")}</colgroup><thead><tr>${heads.join("")}</tr></thead><tbody>${body.join("")}</tbody></table>`;
}

function signature({ above, name, below }: Signature): string {
  const signer = name ? `<span class="name">${escapeHtml(name)}</span>` : '<span class="blank"></span>';
  return `<div class="signature"><p>${lines(above)}</p><p class="space"></p><p>${signer}${below.map((line) => `<br>${escapeHtml(line)}`).join("")}</p></div>`;
}
