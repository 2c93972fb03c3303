import type { Label } from "../../provision/desire-container";
import { OWNER_LABEL } from "../../provision/desire-container";

/** Labels as Docker keeps them. */
export function labelMap(labels: unknown): Record<string, string> {
  const list = Array.isArray(labels) ? (labels as Label[]) : [];
  return Object.fromEntries(list.map(({ label, value }) => [label, value]));
}

/** Labels as the plugin states them, sorted. */
export function labelList(labels: Record<string, string> | null | undefined): Label[] {
  return Object.entries(labels ?? {})
    .map(([label, value]) => ({ label, value }))
    .sort((a, b) => (a.label < b.label ? -1 : 1));
}

/**
 * Whether something of this name, found where a new one was to be made, is what a run that was cut off left.
 * @throws Error when it belongs to somebody else: that is never touched
 */
export function assertOurs(
  what: string,
  wanted: unknown,
  found: Record<string, string> | null | undefined,
): void {
  const [ours, theirs] = [labelMap(wanted)[OWNER_LABEL], found?.[OWNER_LABEL]];
  if (ours !== undefined && ours === theirs) return;
  throw new Error(
    `${what} is there already and ${theirs ? `belongs to ${theirs}` : "is not Titip's"}; it was not touched`,
  );
}
