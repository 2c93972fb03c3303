import { type Document, type LineCounter, parseAllDocuments } from "yaml";
import type { Position } from "../problem";

/** A parsed document that knows where its nodes stand. */
export type Tree = Document.Parsed;

/** All documents of a text. Throws when the text is nested deeper than the stack allows. */
export function parseTrees(text: string, lines: LineCounter): Tree[] {
  const options = {
    lineCounter: lines,
    prettyErrors: true,
    uniqueKeys: false, // judged by parseFully, in linear time
    merge: false,
    stringKeys: true,
  } as const;
  const documents = parseAllDocuments(text, { ...options, version: "1.2", schema: "core" });
  return Array.isArray(documents) ? documents : [];
}

/** An offset as line and column. */
export function positionAt(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}
