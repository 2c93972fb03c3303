/**
 * The comment on a pull request as data. Every string in it is plain text, whoever wrote it: only the printers know
 * what their format would obey, and escape all of it.
 */

/** A piece of a line: words, words in bold, or a value as it stands in a file. */
export type Piece = string | { strong: string } | { code: string };

export type Line = readonly Piece[];

/** How urgently something is to be read; GitHub's own five, without the tip. */
export type Urgency = "note" | "important" | "warning" | "caution";

export type Part =
  | { kind: "heading"; text: string }
  | { kind: "paragraph"; line: Line }
  | { kind: "list"; items: Line[] }
  | { kind: "table"; columns: Column[]; rows: Line[][] }
  | { kind: "alert"; urgency: Urgency; title: string; lines: Line[] }
  /** Shown letter by letter, to be copied or compared. */
  | { kind: "verbatim"; text: string };

export interface Column {
  title: string;
  align: "left" | "right";
}

export interface Section {
  title: string;
  /** The summary: never cut. */
  whole?: boolean;
  /** Shown only when asked for. */
  folded?: boolean;
  parts: Part[];
}

export interface Comment {
  title: string;
  /** Digest of the whole plan: says whether two comments tell of the same. */
  digest: string;
  sections: Section[];
}

/** One line of one piece of plain words. */
export function words(text: string): Line {
  return [text];
}

export function paragraph(...line: Line): Part {
  return { kind: "paragraph", line };
}
