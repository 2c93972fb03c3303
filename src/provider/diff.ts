import { isObject } from "../is-object";
/** One property that differs, by its path as Pulumi writes it, e.g. `address.ip` or `records[2].ttl`. */
export interface PropertyChange {
  path: string;
  kind: "add" | "delete" | "update";
}

/**
 * Differences between two plain values. Lists of one length are compared element by element;
 * lists of different lengths are one change, because an index then says nothing.
 */
export function compare(old: unknown, wanted: unknown, path = ""): PropertyChange[] {
  if (isObject(old) && isObject(wanted)) {
    const keys = [...new Set([...Object.keys(old), ...Object.keys(wanted)])].sort();
    return keys.flatMap((key) => compare(old[key], wanted[key], path ? `${path}.${key}` : key));
  }
  if (Array.isArray(old) && Array.isArray(wanted) && old.length === wanted.length) {
    return old.flatMap((value, index) => compare(value, wanted[index], `${path}[${index}]`));
  }
  if (JSON.stringify(old) === JSON.stringify(wanted)) return [];
  return [{ path, kind: old === undefined ? "add" : wanted === undefined ? "delete" : "update" }];
}

/** `address.ip` and `address[0]` both belong to the property `address`. */
export function topLevel(path: string): string {
  return /^[^.[]*/.exec(path)?.[0] ?? path;
}
