import { printable } from "../../printable";
import type { Language, Text } from "../../text";
import { markdownCode, markdownTable, markdownText } from "../markdown";
import { textFields, textTable } from "../text-table";
import { cellText } from "./cell-text";
import type { Cell, RegisterTable } from "./register-table";

const NONE: Text = { id: "Belum ada isinya.", en: "It holds nothing yet." };

/** A register for the terminal. */
export function registerAsText(table: RegisterTable, lang: Language): string {
  const title = `${table.title[lang]}\n${"=".repeat(table.title[lang].length)}`;
  const notes = table.notes.map((note) => note[lang]);
  if (table.rows.length === 0) return [title, NONE[lang], ...notes].join("\n\n");
  const body = table.wide ? wideText(table, lang) : narrowText(table, lang);
  return [title, body, ...notes].join("\n\n");
}

function narrowText({ columns, rows }: RegisterTable, lang: Language): string {
  const heading = columns.map(({ title }) => title[lang]);
  return textTable(
    heading,
    rows.map((row) => columns.map((column, at) => printable(cellText(row[at], column, lang)) || "–")),
  );
}

function wideText(table: RegisterTable, lang: Language): string {
  return table.rows
    .map((row) => {
      const fields = filled(table, row, lang, printable);
      return `${heads(table, row, lang).map(printable).join("  ")}\n${textFields(fields, "  ")}`;
    })
    .join("\n\n");
}

/** The first two cells: an entry's title. */
function heads({ columns }: RegisterTable, row: readonly Cell[], lang: Language): string[] {
  return columns
    .slice(0, 2)
    .map((column, at) => cellText(row[at], column, lang).replaceAll("\n", " ") || "–");
}

/** The other cells that hold something; a text of several lines keeps them. */
function filled(
  { columns }: RegisterTable,
  row: readonly Cell[],
  lang: Language,
  print: (value: string) => string,
): [string, string[]][] {
  return columns.flatMap((column, at): [string, string[]][] => {
    const text = at < 2 ? "" : cellText(row[at], column, lang);
    return text === "" ? [] : [[column.title[lang], text.split("\n").map(print)]];
  });
}

/** A register as Markdown; nothing of a value is markup. */
export function registerAsMarkdown(table: RegisterTable, lang: Language): string {
  const title = `## ${table.title[lang]}`;
  const notes = table.notes.map((note) => markdownText(note[lang]));
  if (table.rows.length === 0) return [title, NONE[lang], ...notes].join("\n\n");
  const body = table.wide ? wideMarkdown(table, lang) : narrowMarkdown(table, lang);
  return [title, body, ...notes].join("\n\n");
}

function narrowMarkdown({ columns, rows }: RegisterTable, lang: Language): string {
  const cells = (row: readonly Cell[]) =>
    columns.map((column, at) => lines(cellText(row[at], column, lang).split("\n"), markdownText) || "–");
  return markdownTable(
    columns.map(({ title }) => title[lang]),
    rows.map(cells),
  );
}

function wideMarkdown(table: RegisterTable, lang: Language): string {
  const heading = lang === "id" ? ["Butir", "Isi"] : ["Item", "Value"];
  return table.rows
    .map((row) => {
      const title = heads(table, row, lang).map(markdownText).join(" · ");
      const rows = filled(table, row, lang, markdownCode).map(([label, values]) => [
        label,
        values.join("<br>"),
      ]);
      return `### ${title}\n\n${markdownTable(heading, rows)}`;
    })
    .join("\n\n");
}

function lines(values: string[], print: (value: string) => string): string {
  return values.map((value) => (value === "" ? "" : print(value))).join("<br>");
}
