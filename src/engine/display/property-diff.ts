import type { Step } from "../deploy/step";
import type { DiffKind } from "../providers/diff";
import { parsePath } from "../values/path";
import { equalValues, isMap, isSecret, isUnknown, type Value, type ValueMap } from "../values/value";
import { lineDiff } from "./line-diff";
import { type Paint, printable } from "./paint";
import { inlineText, valueLines } from "./value-text";

/** One property that a step changes. */
export interface PropertyChange {
  path: string;
  kind: DiffKind;
  before: Value | undefined;
  after: Value | undefined;
}

function at(root: ValueMap, path: string): Value | undefined {
  return parsePath(path).reduce<Value | undefined>((value, step) => {
    if (isSecret(value)) return value;
    if (Array.isArray(value)) return typeof step === "number" ? value[step] : undefined;
    return isMap(value) ? value[String(step)] : undefined;
  }, root);
}

/** What changes, in the provider's words where it gave some, else input by input. */
export function propertyChanges(step: Step): PropertyChange[] {
  const { old, new: state, detailed } = step;
  if (old === undefined || state === undefined) return [];
  if (step.operation === "refresh") return compared(old.outputs, state.outputs);
  if (detailed === undefined) return compared(old.inputs, state.inputs);
  return Object.entries(detailed)
    .sort(([a], [b]) => a.localeCompare(b, "en"))
    .map(([path, { kind, inputDiff }]) => ({
      path,
      kind,
      before: at(inputDiff ? old.inputs : old.outputs, path),
      after: at(state.inputs, path) ?? at(state.outputs, path),
    }));
}

/** Top-level differences of two property maps. */
export function compared(before: ValueMap, after: ValueMap): PropertyChange[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return keys.flatMap((path): PropertyChange[] => {
    const [old, now] = [before[path], after[path]];
    if (equalValues(old, now)) return [];
    const kind = old === undefined ? "add" : now === undefined ? "delete" : "update";
    return [{ path, kind, before: old, after: now }];
  });
}

const SIGNS: Record<DiffKind, { sign: string; color: "green" | "red" | "yellow" | "magenta" }> = {
  add: { sign: "+", color: "green" },
  "add-replace": { sign: "+-", color: "magenta" },
  delete: { sign: "-", color: "red" },
  "delete-replace": { sign: "+-", color: "magenta" },
  update: { sign: "~", color: "yellow" },
  "update-replace": { sign: "+-", color: "magenta" },
};

const NOTE_SIGNS: Record<string, string> = { add: "+", delete: "-", update: "~" };

/** `[diff: +size,~label]`: which properties, on the row of the tree. */
export function diffNote(step: Step): string {
  const keys = new Map<string, string>();
  for (const { path, kind } of propertyChanges(step)) {
    const key = String(parsePath(path)[0] ?? path);
    keys.set(key, keys.has(key) ? "~" : (NOTE_SIGNS[kind.split("-")[0] ?? ""] ?? "~"));
  }
  return keys.size === 0 ? "" : `[diff: ${[...keys].map(([key, sign]) => `${sign}${key}`).join(",")}]`;
}

/** A change in lines: `~ label: "a" => "b"`, texts of several lines as a line diff. */
export function changeLines(change: PropertyChange, indent: string, paint: Paint): string[] {
  const { sign, color } = SIGNS[change.kind];
  const { path, before, after } = change;
  const start = `${indent}${sign} `;
  if (before === undefined || after === undefined)
    return valueLines(path, after ?? before ?? null, "").map((line, i) =>
      paint(color, (i === 0 ? start : `${indent}  `) + line),
    );
  if (isText(before) && isText(after) && (before.includes("\n") || after.includes("\n")))
    return [paint(color, `${start}${path}: (text)`), ...textLines(before, after, `${indent}    `, paint)];
  if (isPlainMap(before) && isPlainMap(after))
    return [
      paint(color, `${start}${path}: {`),
      ...compared(before, after).flatMap((inner) => changeLines(inner, `${indent}    `, paint)),
      `${indent}  }`,
    ];
  return [paint(color, `${start}${path}: ${inlineText(before)} => ${inlineText(after)}`)];
}

function isText(value: Value): value is string {
  return typeof value === "string" && !isUnknown(value);
}

function isPlainMap(value: Value): value is ValueMap {
  return isMap(value) && !isSecret(value) && Object.keys(value).length > 0;
}

function textLines(before: string, after: string, indent: string, paint: Paint): string[] {
  const colors = { "+": "green", "-": "red" } as const;
  return lineDiff(before, after).map(({ sign, text }) => {
    const line = `${indent}${sign} ${printable(text)}`;
    return sign === " " ? line : paint(colors[sign], line);
  });
}
