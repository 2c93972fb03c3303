import { isMap, isNode, isScalar, type Pair, parseDocument, type YAMLMap } from "yaml";

/**
 * Takes one field out of a step: its line, with the remark behind it, goes; every other line stays byte for byte.
 * A step in flow style is printed anew by the library, comments kept.
 *
 * @param text YAML of a request
 * @returns the text as it was when there is no such field
 */
export function removeField(text: string, step: string, field: string): string {
  const document = parseDocument(text);
  const steps = document.get("steps");
  const found = isMap(steps) ? steps.get(step) : undefined;
  if (!isMap(found)) return text;
  const pair = found.items.find(({ key }) => isScalar(key) && key.value === field);
  if (!pair) return text;
  const lines = found.flow ? undefined : linesOf(text, found, pair);
  if (lines) return text.slice(0, lines.from) + text.slice(lines.to);
  document.deleteIn(["steps", step, field]);
  return document.toString({ lineWidth: 0 });
}

/** From the beginning of the key's line to that of the next one; undefined for a value of several lines in block style. */
function linesOf(text: string, map: YAMLMap, { key, value }: Pair): { from: number; to: number } | undefined {
  const start = isNode(key) ? key.range?.[0] : undefined;
  const end = isNode(value) ? value.range?.[1] : undefined;
  if (start === undefined || end === undefined || (isMap(value) && !value.flow) || map.items.length === 1)
    return undefined;
  const newline = text.indexOf("\n", end);
  return { from: text.lastIndexOf("\n", start) + 1, to: newline === -1 ? text.length : newline + 1 };
}
