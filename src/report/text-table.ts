import { displayWidth, padTo } from "./display-width";

/**
 * Columns two spaces apart, the heading underlined, nothing wrapped or cut: a reader who needs less pipes
 * it through `cut`, and copied values are whole.
 */
export function textTable(heading: string[], rows: string[][]): string {
  const all = [heading, ...rows];
  const widths = heading.map((_, column) => Math.max(...all.map((row) => displayWidth(row[column] ?? ""))));
  const line = (row: string[]) =>
    widths
      .map((width, column) => padTo(row[column] ?? "", width))
      .join("  ")
      .trimEnd();
  return [line(heading), widths.map((width) => "-".repeat(width)).join("  "), ...rows.map(line)].join("\n");
}

/** `label  value` lines with the values aligned; a value of several lines goes on under its first. */
export function textFields(fields: [label: string, values: string[]][], indent: string): string {
  const width = Math.max(0, ...fields.map(([label]) => displayWidth(label)));
  const lines = fields.flatMap(([label, values]) =>
    values.map((value, index) => `${indent}${padTo(index === 0 ? label : "", width)}  ${value}`.trimEnd()),
  );
  return lines.join("\n");
}
