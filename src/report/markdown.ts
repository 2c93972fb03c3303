import { printable } from "../printable";

/** A value inside Markdown, where nothing of it is markup, a table's border, HTML or a link. */
export function markdownText(value: string): string {
  return escaped(value, /[&<>\\`*_[\]|~#!@:/$]/g);
}

/** A value shown as code; a table cell may hold it. A code span would do less: in it a `|` ends the cell. */
export function markdownCode(value: string): string {
  return `<code>${escaped(value, /[&<>\\`*_[\]|~#!@$]/g)}</code>`;
}

/**
 * Addresses, mentions and numbers of issues become links by themselves, in some renderers after character references
 * were resolved. So the character that makes them stands in an element of its own.
 */
const LINKING = /@|#(?=\w)|:(?=\/\/)|(?<=www)\./gi;

function escaped(value: string, marks: RegExp): string {
  const parts: string[] = [];
  let start = 0;
  const text = printable(value);
  for (const { 0: found, index } of text.matchAll(LINKING)) {
    parts.push(references(text.slice(start, index), marks), `<span>&#${found.charCodeAt(0)};</span>`);
    start = index + found.length;
  }
  return [...parts, references(text.slice(start), marks)].join("");
}

function references(text: string, marks: RegExp): string {
  const named: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
  return text.replace(marks, (character) => named[character] ?? `&#${character.charCodeAt(0)};`);
}

export function markdownTable(heading: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  return [line(heading), line(heading.map(() => "---")), ...rows.map(line)].join("\n");
}
