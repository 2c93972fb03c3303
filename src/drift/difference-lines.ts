import { lineDiff } from "../engine/display/line-diff";
import { sha256OfJson } from "../json-digest";
import type { Difference } from "./difference";

/** `-` is what should be there, `+` what is there instead, a space a line around them. */
export interface ValueLine {
  sign: "-" | "+" | " ";
  text: string;
}

/**
 * A difference for people: of texts the lines that differ, of lists the entries that are missing or too many, else
 * both values. Nothing is made printable here.
 */
export function differenceLines({ kind, expected, found }: Difference): ValueLine[] {
  if (kind === "unknown") return [{ sign: " ", text: firstLine(String(found)) }];
  if (kind === "missing") return [{ sign: "-", text: String(expected) }];
  if (isText(expected) && isText(found)) return lineDiff(expected.trimEnd(), found.trimEnd());
  if (Array.isArray(expected) && Array.isArray(found)) {
    const lines = [...signed("-", without(expected, found)), ...signed("+", without(found, expected))];
    if (lines.length > 0) return lines; // else only their order differs
  }
  return [...signed("-", nothingOr(expected)), ...signed("+", nothingOr(found))];
}

export function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? "";
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.includes("\n");
}

function nothingOr(value: unknown): unknown[] {
  return value === null || value === undefined || value === "" ? [] : [value];
}

function signed(sign: "-" | "+", values: readonly unknown[]): ValueLine[] {
  return values.flatMap((value) =>
    (typeof value === "string" ? value.trimEnd() : JSON.stringify(value))
      .split("\n")
      .map((text): ValueLine => ({ sign, text })),
  );
}

function without(values: readonly unknown[], others: readonly unknown[]): unknown[] {
  const known = new Set(others.map(sha256OfJson));
  return values.filter((value) => !known.has(sha256OfJson(value)));
}
