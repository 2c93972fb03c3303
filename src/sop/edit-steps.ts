import {
  type Document,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Pair,
  parseDocument,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";

/**
 * Writes one step into a request's text. Nothing else moves: comments, order, quotes and alignment of all
 * other lines stay byte for byte, so that the pull request shows just the new lines.
 *
 * @param text YAML of a request that has a `steps` map
 * @param values lines are written in their order; a value that is an object becomes one flow map
 * @throws Error when there is no `steps` map to write into
 */
export function addStep(text: string, key: string, values: Record<string, unknown>): string {
  const steps = stepsOf(parseDocument(text));
  if (steps.flow) return rewrite(text, ["steps", key], values);
  const indent = " ".repeat(columnOf(text, steps));
  const lines = [
    `${indent}${key}:`,
    ...Object.entries(values).map(([name, value]) => `${indent}  ${name}: ${scalar(value)}`),
  ];
  return insertLines(text, endOfLastLine(text, steps), lines);
}

/**
 * The same for a step that may happen again: `steps` keeps a list of them, to which this one is added at the end.
 * @throws Error when there is no `steps` map to write into
 */
export function addListStep(text: string, key: string, values: Record<string, unknown>): string {
  const steps = stepsOf(parseDocument(text));
  const list = steps.get(key);
  const old = isSeq(list) ? list : undefined;
  if (steps.flow || old?.flow || (old && old.items.length === 0)) {
    const before: unknown = old?.toJSON() ?? [];
    return rewrite(text, ["steps", key], [...(Array.isArray(before) ? before : []), values]);
  }
  const indent = " ".repeat(old ? dashColumn(text, old) : columnOf(text, steps) + 2);
  const lines = Object.entries(values).map(
    ([name, value], index) => `${indent}${index === 0 ? "- " : "  "}${name}: ${scalar(value)}`,
  );
  if (old) return insertLines(text, endOfLastLine(text, old), lines);
  return insertLines(text, endOfLastLine(text, steps), [
    `${" ".repeat(columnOf(text, steps))}${key}:`,
    ...lines,
  ]);
}

/** Column of a block list's dashes, from 0. */
function dashColumn(text: string, { range }: YAMLSeq): number {
  const start = range?.[0] ?? 0;
  return start - (text.lastIndexOf("\n", start - 1) + 1);
}

/** Gives one field of a step that is there already its value: in its place, or new at the step's end. */
export function setField(text: string, step: string, field: string, value: unknown): string {
  const found = stepsOf(parseDocument(text)).get(step);
  const old = isMap(found) ? found.get(field, true) : undefined;
  if (!isMap(found) || !found.range || (isMap(old) && !old.flow))
    return rewrite(text, ["steps", step, field], value);
  if (isNode(old) && old.range) return text.slice(0, old.range[0]) + scalar(value) + text.slice(old.range[1]);
  if (found.flow) {
    const close = found.range[1] - 1;
    const before = text.slice(0, close).trimEnd();
    const comma = before.endsWith("{") || before.endsWith(",") ? " " : ", ";
    return `${before}${comma}${field}: ${scalar(value)} ${text.slice(close)}`;
  }
  return insertLines(text, endOfLastLine(text, found), [
    `${" ".repeat(columnOf(text, found))}${field}: ${scalar(value)}`,
  ]);
}

/** The same for one of a list of steps. @param index from 0 */
export function setListField(
  text: string,
  step: string,
  index: number,
  field: string,
  value: unknown,
): string {
  const list = stepsOf(parseDocument(text)).get(step);
  const item = isSeq(list) ? list.items[index] : undefined;
  const old = isMap(item) ? item.get(field, true) : undefined;
  if (!isMap(item) || item.flow || (old !== undefined && !isScalar(old)))
    return rewrite(text, ["steps", step, index, field], value);
  if (isNode(old) && old.range) return text.slice(0, old.range[0]) + scalar(value) + text.slice(old.range[1]);
  return insertLines(text, endOfLastLine(text, item), [
    `${" ".repeat(columnOf(text, item))}${field}: ${scalar(value)}`,
  ]);
}

function insertLines(text: string, at: number, lines: string[]): string {
  const before = text.slice(0, at);
  return `${before}${before.endsWith("\n") ? "" : "\n"}${lines.join("\n")}\n${text.slice(at)}`;
}

function stepsOf(document: Document): YAMLMap {
  const steps = document.get("steps");
  if (!isMap(steps)) throw new Error("the request has no map named steps");
  return steps;
}

/** Column of a block map's keys, from 0. */
function columnOf(text: string, map: YAMLMap): number {
  const start = keyStart(map.items[0]) ?? map.range?.[0] ?? 0;
  return start - (text.lastIndexOf("\n", start - 1) + 1);
}

/** Just after the line on which the last value of a block map or list ends, its trailing comment included. */
function endOfLastLine(text: string, collection: YAMLMap | YAMLSeq): number {
  const item: unknown = collection.items.at(-1);
  const value = isMap(collection) ? collection.items.at(-1)?.value : item;
  if ((isMap(value) || isSeq(value)) && !value.flow && value.items.length > 0)
    return endOfLastLine(text, value);
  const end = (isNode(value) ? value.range?.[1] : undefined) ?? collection.range?.[1] ?? text.length;
  const newline = text.indexOf("\n", text[end - 1] === "\n" ? end - 1 : end);
  return newline === -1 ? text.length : newline + 1;
}

function keyStart(pair: Pair | undefined): number | undefined {
  return isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
}

/** For maps in flow style: the library prints the document anew and keeps its comments. */
function rewrite(text: string, path: (string | number)[], value: unknown): string {
  const document = parseDocument(text);
  document.setIn(path, document.createNode(value));
  return document.toString({ lineWidth: 0 });
}

/** One value on one line. JSON is YAML, so what needs quotes gets JSON's. */
function scalar(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(scalar).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    return `{ ${Object.entries(value)
      .map(([key, inner]) => `${key}: ${scalar(inner)}`)
      .join(", ")} }`;
  }
  const plain = String(value);
  return typeof value !== "string" || isPlain(plain) ? plain : JSON.stringify(plain);
}

/** Words, keys, addresses and times that YAML 1.1 and 1.2 both read as the same text without quotes. */
function isPlain(text: string): boolean {
  const readAsText =
    /^[A-Za-z][A-Za-z0-9 ._/+-]*$/.test(text) && !/^(?:y|n|yes|no|on|off|true|false|null)$/i.test(text);
  const isTimeOrAddress = /^\d{4}-\d{2}-\d{2}T[0-9:+.-]+$/.test(text) || /^\d+\.\d+\.\d+\.\d+$/.test(text);
  return (readAsText && !text.endsWith(" ")) || isTimeOrAddress;
}
