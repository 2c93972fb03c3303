import { visible } from "../../printable";
import type { Language } from "../../text";
import type { Cell, RegisterTable } from "./register-table";

/**
 * A register as CSV (RFC 4180): comma, CRLF, quotation marks where needed, titles in the first line. Days and moments
 * are in ISO 8601, numbers plain, so that a spreadsheet reads them.
 */
export function registerAsCsv({ columns, rows }: RegisterTable, lang: Language): string {
  const heading = columns.map(({ title }) => quoted(title[lang]));
  const lines = [heading, ...rows.map((row) => columns.map((_, at) => csvCell(row[at])))];
  return lines.map((line) => `${line.join(",")}\r\n`).join("");
}

function csvCell(cell: Cell): string {
  if (cell === undefined) return "";
  return typeof cell === "number" ? String(cell) : quoted(harmless(cell.split("\n").map(visible).join("\n")));
}

/**
 * A text that a spreadsheet would take for a formula gets an apostrophe before it
 * (OWASP, CSV injection): names of applications come from requests.
 */
function harmless(text: string): string {
  return /^\s*[=+\-@\t\r\uff0b\uff0d\uff1d\uff20]/.test(text) ? `'${text}` : text;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
