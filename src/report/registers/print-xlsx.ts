import type { Language } from "../../text";
import { displayWidth } from "../display-width";
import { cellText } from "./cell-text";
import type { Cell, RegisterColumn, RegisterTable } from "./register-table";
import { withoutClock } from "./without-clock";

/**
 * A register as a workbook of Excel (Office Open XML). Texts are cells of text, which no spreadsheet takes for a
 * formula; numbers and days are numbers and days. The same register gives the same bytes.
 */
export async function registerAsXlsx(table: RegisterTable, lang: Language): Promise<Uint8Array> {
  const { default: writeExcelFile } = await import("write-excel-file/node");
  const { columns, rows } = table;
  const heading = columns.map(({ title }) => ({
    value: title[lang],
    fontWeight: "bold" as const,
    backgroundColor: "#eeeeee",
    wrap: true,
  }));
  const data = [heading, ...rows.map((row) => columns.map((column, at) => excelCell(row[at], column, lang)))];
  const widths = columns.map((column, at) => ({
    width: columnWidth([column.title[lang], ...rows.map((row) => cellText(row[at], column, lang))]),
  }));
  const sheet = { sheet: sheetName(table.title[lang]), columns: widths, stickyRowsCount: 1 };
  return withoutClock(await writeExcelFile(data, sheet).toBuffer());
}

/** What we use of the library's cells; it is an ES module, whose types CommonJS cannot name. */
type ExcelCell =
  | { value: string; type: StringConstructor; wrap: boolean; alignVertical: "top" }
  | { value: number; type: NumberConstructor; format: string; alignVertical: "top" }
  | { value: Date; type: DateConstructor; format: string; alignVertical: "top" }
  | null;

function excelCell(cell: Cell, column: RegisterColumn, lang: Language): ExcelCell {
  const { type } = column;
  if (cell === undefined) return null;
  if (typeof cell === "number") return { value: cell, type: Number, format: "#,##0", alignVertical: "top" };
  if (type === "date")
    return { value: new Date(`${cell}T00:00:00Z`), type: Date, format: "dd/mm/yyyy", alignVertical: "top" };
  const text = type === "time" ? cellText(cell, column, lang) : cell;
  return { value: text, type: String, wrap: text.includes("\n"), alignVertical: "top" };
}

/** As wide as its longest line, within reason. */
function columnWidth(texts: readonly string[]): number {
  const longest = Math.max(...texts.flatMap((text) => text.split("\n")).map(displayWidth));
  return Math.min(60, Math.max(8, longest + 2));
}

/** At most 31 characters, without those that name a place in a workbook. */
function sheetName(title: string): string {
  return title.replace(/[\\/?*[\]:]/g, " ").slice(0, 31);
}
