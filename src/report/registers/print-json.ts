import type { Language } from "../../text";
import type { RegisterTable } from "./register-table";

/** A register as data: titles in the reader's language, cells by key as they are. */
export function registerAsData(
  { register, title, columns, rows, notes }: RegisterTable,
  lang: Language,
): object {
  return {
    register,
    title: title[lang],
    columns: columns.map(({ key, title: name, type }) => ({ key, title: name[lang], type })),
    rows: rows.map((row) => Object.fromEntries(columns.map(({ key }, at) => [key, row[at] ?? null]))),
    notes: notes.map((note) => note[lang]),
  };
}
