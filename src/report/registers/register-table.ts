import type { Text } from "../../text";

/** Keys of the registers, as `titip report` takes them. */
export const REGISTER_NAMES = [
  "configuration",
  "addresses",
  "assets",
  "maintenance",
  "usage",
  "agenda",
] as const;

export type RegisterName = (typeof REGISTER_NAMES)[number];

/** A cell as data: texts, numbers, days (`2026-11-09`); undefined where nothing is known. */
export type Cell = string | number | undefined;

export interface RegisterColumn {
  /** Key in JSON. */
  key: string;
  title: Text;
  /** date: `YYYY-MM-DD`. time: a moment with offset (RFC 3339). bytes: a number of them. */
  type: "text" | "number" | "bytes" | "date" | "time";
}

/** A register that the procedures demand, as data; every printer prints the same. */
export interface RegisterTable {
  register: RegisterName;
  title: Text;
  columns: RegisterColumn[];
  rows: Cell[][];
  /** What a reader must know of the data. */
  notes: Text[];
  /** Too wide for a page: people read it entry by entry. The first two columns are an entry's title. */
  wide?: boolean;
}

/** A column and where its cells come from. */
export type ColumnOf<T> = [
  key: string,
  id: string,
  en: string,
  type: RegisterColumn["type"],
  value: (entry: T) => Cell,
];

/** A table of entries by its columns. Empty texts are nothing. */
export function tableOf<T>(
  head: Omit<RegisterTable, "columns" | "rows">,
  columns: readonly ColumnOf<T>[],
  entries: readonly T[],
): RegisterTable {
  return {
    ...head,
    columns: columns.map(([key, id, en, type]) => ({ key, title: { id, en }, type })),
    rows: entries.map((entry) => columns.map(([, , , , value]) => cellOf(value(entry)))),
  };
}

/** Zero is known: nobody came, nothing is stored. */
function cellOf(value: Cell): Cell {
  return value === "" ? undefined : value;
}
