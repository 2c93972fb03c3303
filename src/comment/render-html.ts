import { escapeHtml } from "../documents/render-html";
import { printable, printableLines } from "../printable";
import type { Language } from "../text";
import { COMMENT_STYLE } from "./html-style";
import type { Comment, Line, Part, Piece, Section } from "./model";

/** The comment as a page of its own, whole: no script, no network; to be read, printed, or made a picture of. */
export function renderCommentHtml({ title, sections }: Comment, lang: Language): string {
  return [
    "<!doctype html>",
    `<html lang="${lang}">`,
    "<head>",
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${text(title)}</title>`,
    `<style>${COMMENT_STYLE}</style>`,
    "</head>",
    "<body>",
    "<main>",
    `<h1>${text(title)}</h1>`,
    ...sections.map(printSection),
    "</main>",
    "</body>",
    "</html>",
    "",
  ].join("\n");
}

function printSection({ title, folded, parts }: Section): string {
  const inner = parts.map(block).join("\n");
  return folded
    ? `<details><summary>${text(title)}</summary>\n${inner}\n</details>`
    : `<section><h2>${text(title)}</h2>\n${inner}\n</section>`;
}

function block(part: Part): string {
  switch (part.kind) {
    case "heading":
      return `<h3>${text(part.text)}</h3>`;
    case "paragraph":
      return `<p>${lineOf(part.line)}</p>`;
    case "list":
      return list(part.items);
    case "table":
      return table(part);
    case "alert":
      return `<div class="alert ${part.urgency}"><p><strong>${text(part.title)}</strong></p>${list(part.lines)}</div>`;
    case "verbatim":
      return `<pre>${escapeHtml(printableLines(part.text))}</pre>`;
  }
}

function list(items: readonly Line[]): string {
  return `<ul>${items.map((item) => `<li>${lineOf(item)}</li>`).join("")}</ul>`;
}

function table({ columns, rows }: Extract<Part, { kind: "table" }>): string {
  const heads = columns.map(({ title, align }) => `<th scope="col" class="${align}">${text(title)}</th>`);
  const body = rows.map((row) => {
    const cells = row.map(
      (cell, index) => `<td class="${columns[index]?.align ?? "left"}">${lineOf(cell)}</td>`,
    );
    return `<tr>${cells.join("")}</tr>`;
  });
  return `<div class="scroll"><table><thead><tr>${heads.join("")}</tr></thead><tbody>${body.join("")}</tbody></table></div>`;
}

function lineOf(line: Line): string {
  return line.map(pieceOf).join("");
}

function pieceOf(piece: Piece): string {
  if (typeof piece === "string") return text(piece);
  return "code" in piece ? `<code>${text(piece.code)}</code>` : `<strong>${text(piece.strong)}</strong>`;
}

function text(words: string): string {
  return escapeHtml(printable(words));
}
