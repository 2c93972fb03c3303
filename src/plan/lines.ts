import { lineDiff } from "../engine/display/line-diff";
import { printable } from "../printable";
import type { PlannedChange, PlannedOperation, RequestPlan } from "./plan";

const SIGNS = { create: "+", update: "~", replace: "±", delete: "-" } as const;

/**
 * A request's plan as lines, each of which says by itself what it is about, so that two plans can be compared line by
 * line: `~ titip:apache:VirtualHost HST-2026-0007 (web1): limits.storage -1073741824 +2147483648`.
 */
export function planLines({ operations }: RequestPlan): string[] {
  return operations.flatMap((operation) => {
    const head = headOf(operation);
    return [head, ...operation.changes.flatMap(changeLines).map((line) => `${head}: ${line}`)].map(printable);
  });
}

/** What two plans of one request do not share: `-` stood in what was approved, `+` stands in what would be done now. */
export function differingLines(
  approved: RequestPlan | undefined,
  present: RequestPlan | undefined,
): string[] {
  const before = approved ? planLines(approved) : [];
  const now = present ? planLines(present) : [];
  const [known, left] = [new Set(before), new Set(now)];
  return [
    ...before.filter((line) => !left.has(line)).map((line) => `- ${line}`),
    ...now.filter((line) => !known.has(line)).map((line) => `+ ${line}`),
  ];
}

function headOf({ action, type, name, server }: PlannedOperation): string {
  return `${SIGNS[action]} ${type} ${name}${server === "" ? "" : ` (${server})`}`;
}

function changeLines({ path, ...change }: PlannedChange): string[] {
  const [old, present] = [leaves(change.old, path), leaves(change.new, path)];
  const paths = [...new Set([...old.keys(), ...present.keys()])];
  return paths.flatMap((leaf) => valueLines(leaf, old.get(leaf), present.get(leaf)));
}

function valueLines(path: string, old: unknown, present: unknown): string[] {
  if (old === present) return [];
  if (isText(old) || isText(present)) {
    const [before, after] = [isText(old) ? old : "", isText(present) ? present : ""];
    const changed = lineDiff(before, after).filter(({ sign, text }) => sign !== " " && text !== "");
    return changed.map(({ sign, text }) => `${path} ${sign}${text}`);
  }
  const parts = [
    old === undefined ? "" : ` -${shown(old)}`,
    present === undefined ? "" : ` +${shown(present)}`,
  ];
  return [`${path}${parts.join("")}`];
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.includes("\n");
}

function shown(value: unknown): string {
  return JSON.stringify(value) ?? "null";
}

/** Every plain value in a value, by its path. */
function leaves(value: unknown, path: string): Map<string, unknown> {
  if (typeof value !== "object" || value === null) {
    return value === undefined ? new Map() : new Map([[path, value]]);
  }
  const inner = Array.isArray(value)
    ? value.map((one, index) => leaves(one, `${path}[${index}]`))
    : Object.entries(value).map(([key, one]) => leaves(one, `${path}.${key}`));
  return inner.length === 0 ? new Map([[path, value]]) : new Map(inner.flatMap((part) => [...part]));
}
