import { join } from "node:path";
import { printable } from "../../printable";
import type { Position } from "../problem";
import { readBytes } from "../yaml/source-text";

/** The line of a problem with the line before it, numbered, and a mark under the column. */
export function codeFrame(lines: readonly string[], { line, column }: Position, length = 1): string[] {
  const wanted = lines[line - 1];
  if (wanted === undefined || wanted.trim() === "") return [];
  const width = String(line).length;
  const start = Math.max(0, column - 1 - lineWidth + Math.min(length, 20) + 10);
  const before = lines[line - 2];
  const frame: string[] = [];
  if (before !== undefined && before.trim() !== "" && start === 0) {
    frame.push(numbered(line - 1, width, cut(before, 0)));
  }
  frame.push(numbered(line, width, cut(wanted, start)));
  const shown = column - 1 - start + (start > 0 ? 1 : 0);
  const marks = Math.max(1, Math.min(length, lineWidth - shown));
  frame.push(`${" ".repeat(width)} | ${" ".repeat(shown)}${"^".repeat(marks)}`);
  return frame;
}

const lineWidth = 100;

/** A window of a line. */
function cut(text: string, start: number): string {
  const shown = text.slice(start, start + lineWidth);
  return `${start > 0 ? "…" : ""}${printable(shown.replace(/\t/g, " "))}${text.length > start + lineWidth ? "…" : ""}`;
}

function numbered(line: number, width: number, text: string): string {
  return `${String(line).padStart(width)} | ${text}`.trimEnd();
}

/** Reads files' lines for frames, each file once; a file that cannot be read has none. */
export function lineReader(
  root: string,
  texts: ReadonlyMap<string, string> = new Map(),
): (file: string) => readonly string[] {
  const known = new Map(
    [...texts].map(([file, text]): [string, readonly string[]] => [file, text.split(/\r?\n/)]),
  );
  return (file) => {
    const lines = known.get(file) ?? readLines(join(root, file));
    known.set(file, lines);
    return lines;
  };
}

function readLines(path: string): readonly string[] {
  try {
    return readBytes(path)
      .toString("utf8")
      .replace(/^\uFEFF/, "")
      .split(/\r?\n/);
  } catch {
    return [];
  }
}
