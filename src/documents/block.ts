/** An official document as data, made without I/O or clock; HTML and PDF are two ways to print it. */
export interface OfficialDocument {
  /** Key of the template, e.g. `rejection-letter`. */
  document: string;
  /** Id of the request. */
  request: string;
  /** Subject of a letter, title of a record. */
  title: string;
  /** Moment of the step that it belongs to (RFC 3339): the PDF's date of creation. */
  moment: string;
  /** Stands at the foot of each page beside its number. */
  footer: string;
  blocks: Block[];
}

export type Block =
  | LetterheadBlock
  | ReferenceBlock
  | AddresseeBlock
  | TitleBlock
  | { kind: "heading" | "paragraph" | "emphasis" | "note" | "warning"; text: string }
  | FieldsBlock
  | TableBlock
  | ChartBlock
  | { kind: "list"; title?: string; items: string[] }
  | { kind: "lines"; count: number }
  | SignaturesBlock;

export interface LetterheadBlock {
  kind: "letterhead";
  government: string;
  office: string;
  address: string[];
}

/** Number, nature, attachment and subject of a letter on the left, place and date on the right. */
export interface ReferenceBlock {
  kind: "reference";
  fields: Field[];
  placeAndDate: string;
}

export interface AddresseeBlock {
  kind: "addressee";
  lines: string[];
}

export interface TitleBlock {
  kind: "title";
  text: string;
  /** The whole line, `Nomor: …`; nothing for a record without number. */
  number?: string;
}

export interface Field {
  label: string;
  /** A line each; none is a dotted line to be filled in by hand. */
  values: string[];
}

export interface FieldsBlock {
  kind: "fields";
  fields: Field[];
}

export interface TableBlock {
  kind: "table";
  columns: TableColumn[];
  rows: string[][];
}

export interface TableColumn {
  title: string;
  align: "left" | "right" | "center";
  /** Share of the width. */
  width: number;
}

/** A bar chart as data: each printer draws it. */
export interface ChartBlock {
  kind: "chart";
  title: string;
  bars: { label: string; value: number; text: string }[];
}

/** Places for signatures, two beside each other; one alone stands on the right. */
export interface SignaturesBlock {
  kind: "signatures";
  signatures: Signature[];
}

export interface Signature {
  /** Above the name: place and date, caption, position. */
  above: string[];
  /** Empty where it is not known: a dotted line. */
  name: string;
  /** Below the name: NIP, or why there is no name. */
  below: string[];
}
