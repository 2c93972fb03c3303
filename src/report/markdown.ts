import { plain } from "./display-width";

/** A value inside Markdown, where nothing of it is markup, a table's border or HTML. */
export function markdownText(value: string): string {
  return plain(value)
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/[\\`*_[\]|~#!>@:/]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A value shown as code; a table cell may hold it. */
export function markdownCode(value: string): string {
  const escaped = plain(value).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  return `<code>${escaped.replace(/[\\`*_[\]|~#!@]/g, (character) => `&#${character.charCodeAt(0)};`)}</code>`;
}

export function markdownTable(heading: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  return [line(heading), line(heading.map(() => "---")), ...rows.map(line)].join("\n");
}
