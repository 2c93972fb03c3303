import { isAsset, isMap, isReference, isSecret, isUnknown, type Value } from "../values/value";
import { printable } from "./paint";

/** What stands for a value that only the update will tell. */
export const UNKNOWN_TEXT = "[unknown]";

/** A value on one line, secrets hidden. */
export function inlineText(value: Value): string {
  if (isUnknown(value)) return UNKNOWN_TEXT;
  if (isSecret(value)) return "[secret]";
  if (typeof value === "string") return printable(JSON.stringify(value));
  if (Array.isArray(value)) return `[${value.map(inlineText).join(", ")}]`;
  if (!isMap(value)) return String(value);
  if (isAsset(value)) return `asset(${String(value.path ?? "text")}) ${String(value.hash ?? "").slice(0, 7)}`;
  if (isReference(value)) return inlineText(value.urn ?? null);
  return `{${Object.entries(value)
    .map(([key, inner]) => `${key}: ${inlineText(inner)}`)
    .join(", ")}}`;
}

function isSimple(value: Value): boolean {
  if (typeof value !== "object" || value === null || isSecret(value) || isAsset(value) || isReference(value))
    return true;
  return Object.keys(value).length === 0;
}

function isLongText(value: Value): value is string {
  return typeof value === "string" && value.includes("\n");
}

/** A value under its name, each line indented; texts of several lines stand as they are read. */
export function valueLines(name: string, value: Value, indent: string): string[] {
  if (isLongText(value) && !isUnknown(value))
    return [
      `${indent}${name}: (text)`,
      ...value
        .replace(/\n$/, "")
        .split("\n")
        .map((line) => `${indent}    ${printable(line)}`),
    ];
  if (isSimple(value)) return [`${indent}${name}: ${inlineText(value)}`];
  const entries = Array.isArray(value)
    ? value.map((v, i) => [`[${i}]`, v] as const)
    : Object.entries(value as Record<string, Value>);
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  return [
    `${indent}${name}: ${open}`,
    ...entries.flatMap(([key, inner]) => valueLines(key, inner, `${indent}    `)),
    `${indent}${close}`,
  ];
}
