import { ANY, type PropertyPath, parsePath } from "./path";
import { isMap, isSecret, secret, type Value, type ValueMap } from "./value";

/** Inputs with the ignored paths as they were, and the paths for which that can't be. */
export interface Ignored {
  inputs: ValueMap;
  /** They lead through elements that only one side has. */
  missing: string[];
}

/**
 * Sets every ignored path back to its old value, or takes it out where there was none (`processIgnoreChanges` in the
 * stock engine). Texts that are no paths are passed over, as there.
 */
export function ignoreChanges(news: ValueMap, olds: ValueMap, ignored: readonly string[]): Ignored {
  if (ignored.length === 0) return { inputs: news, missing: [] };
  const inputs = structuredClone(news);
  const missing = ignored.filter((text) => {
    const path = pathOf(text);
    return (
      path !== undefined && !reset(path, { value: olds, hidden: false }, { value: inputs, hidden: false })
    );
  });
  return { inputs, missing };
}

function pathOf(text: string): PropertyPath | undefined {
  try {
    return parsePath(text);
  } catch {
    return undefined;
  }
}

/** A value on the way, and whether a secret was opened to get there. */
interface Place {
  value: Value | undefined;
  hidden: boolean;
}

function opened({ value, hidden }: Place): Place {
  return isSecret(value) ? opened({ value: value.value, hidden: true }) : { value, hidden };
}

/** `PropertyPath.reset` (`properties_path.go`). @returns false when the path leads nowhere on one side */
function reset(path: PropertyPath, oldPlace: Place, newPlace: Place): boolean {
  const [step, ...rest] = path;
  if (step === undefined) return false;
  const old = opened(oldPlace);
  const now = opened(newPlace);
  if (step === ANY) return resetAll(rest, old, now);
  return typeof step === "number" ? resetElement(step, rest, old, now) : resetKey(step, rest, old, now);
}

/** What was secret stays secret, unless it lies in something secret anyway. */
function sealed(value: Value, old: Place, now: Place): Value {
  return old.hidden && !now.hidden ? secret(value) : value;
}

function resetElement(index: number, rest: PropertyPath, old: Place, now: Place): boolean {
  if (!Array.isArray(old.value) || !Array.isArray(now.value))
    return !Array.isArray(old.value) && !Array.isArray(now.value);
  const before = old.value[index];
  const here = now.value[index];
  // Elements are neither added nor taken away: their neighbours would move.
  if (before === undefined || here === undefined) return before === here && rest.length === 0;
  if (rest.length > 0) return reset(rest, { ...old, value: before }, { ...now, value: here });
  now.value[index] = sealed(before, old, now);
  return true;
}

function resetKey(key: string, rest: PropertyPath, old: Place, now: Place): boolean {
  const before = isMap(old.value) ? old.value[key] : undefined;
  if (rest.length === 0) {
    if (!isMap(now.value)) return before === undefined;
    if (before === undefined) delete now.value[key];
    else now.value[key] = sealed(before, old, now);
    return true;
  }
  if (!isMap(old.value) || !isMap(now.value)) return !isMap(old.value) && !isMap(now.value);
  const here = now.value[key];
  if (before !== undefined && here === undefined) return false;
  if (before === undefined && here === undefined) return true;
  return reset(rest, { ...old, value: before }, { ...now, value: here });
}

function resetAll(rest: PropertyPath, old: Place, now: Place): boolean {
  if (Array.isArray(now.value)) {
    if (!Array.isArray(old.value)) return rest.length === 0;
    const common = Math.min(old.value.length, now.value.length);
    const each = Array.from({ length: common }, (_, i) => resetElement(i, rest, old, now));
    return each.every(Boolean) && old.value.length === now.value.length;
  }
  if (!isMap(now.value)) return false;
  if (!isMap(old.value)) return rest.length === 0;
  const keys = new Set([...Object.keys(old.value), ...(rest.length === 0 ? Object.keys(now.value) : [])]);
  return [...keys].map((key) => resetKey(key, rest, old, now)).every(Boolean);
}
