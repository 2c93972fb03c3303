import { parsePath, pathContains } from "../values/path";
import { equalValues, unwrapSecrets, type ValueMap } from "../values/value";

export type DiffKind = "add" | "add-replace" | "delete" | "delete-replace" | "update" | "update-replace";

export interface PropertyDiff {
  kind: DiffKind;
  /** Compare with the old inputs, not the old outputs. */
  inputDiff: boolean;
}

/** What changes between a resource and its desired inputs, in a provider's words. */
export interface Diff {
  changes: "unknown" | "none" | "some";
  replaceKeys: string[];
  changedKeys: string[];
  /** By property path. */
  detailed: Record<string, PropertyDiff> | undefined;
  deleteBeforeReplace: boolean;
}

export const NO_DIFF: Diff = {
  changes: "none",
  replaceKeys: [],
  changedKeys: [],
  detailed: undefined,
  deleteBeforeReplace: false,
};

/** A replacement for a reason of the engine's own. */
export function replaceBecause(key: string): Diff {
  return { ...NO_DIFF, changes: "some", replaceKeys: [key] };
}

export function replaces(diff: Diff): boolean {
  return (
    diff.replaceKeys.length > 0 ||
    Object.values(diff.detailed ?? {}).some(({ kind }) => kind.endsWith("-replace"))
  );
}

/** A provider that can't say leaves it to the engine, which compares inputs without regard to secrecy. */
export function diffInputs(olds: ValueMap, news: ValueMap): Diff {
  const before = unwrapSecrets(olds) as ValueMap;
  const after = unwrapSecrets(news) as ValueMap;
  const detailed: Record<string, PropertyDiff> = {};
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (equalValues(before[key], after[key])) continue;
    const kind = before[key] === undefined ? "add" : after[key] === undefined ? "delete" : "update";
    detailed[key] = { kind, inputDiff: true };
  }
  const changedKeys = Object.keys(detailed);
  return changedKeys.length === 0 ? NO_DIFF : { ...NO_DIFF, changes: "some", changedKeys, detailed };
}

/** Key under which `replaceOnChanges` names resources whose last create was only partial. */
const INIT_ERROR = "#initerror";

/** Applies the program's `replaceOnChanges` to a provider's answer. */
export function applyReplaceOnChanges(
  diff: Diff,
  replaceOnChanges: readonly string[],
  hasInitErrors: boolean,
): Diff {
  if (diff.changes !== "some" && !hasInitErrors) return diff;
  if (replaceOnChanges.length === 0) return diff;
  const paths = replaceOnChanges.map(parsePath);
  const matches = (path: string) => paths.some((outer) => pathContains(outer, parsePath(path)));
  const replaceKeys = new Set([...diff.replaceKeys, ...diff.changedKeys.filter(matches)]);
  const initErrorReplaces = hasInitErrors && matches(INIT_ERROR);
  if (initErrorReplaces) replaceKeys.add(INIT_ERROR);
  const detailed =
    diff.detailed &&
    Object.fromEntries(
      Object.entries(diff.detailed).map(([path, property]) => [
        path,
        matches(path) ? toReplace(property) : property,
      ]),
    );
  if (initErrorReplaces && detailed !== undefined)
    detailed[INIT_ERROR] = { kind: "update-replace", inputDiff: false };
  return {
    ...diff,
    detailed,
    replaceKeys: [...replaceKeys],
    changes: initErrorReplaces ? "some" : diff.changes,
  };
}

function toReplace(diff: PropertyDiff): PropertyDiff {
  return diff.kind.endsWith("-replace") ? diff : { ...diff, kind: `${diff.kind}-replace` as DiffKind };
}
