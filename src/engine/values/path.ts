import { isMap, type Value, type ValueMap } from "./value";

/** A property path as Pulumi writes them: `labels.app`, `ports[0].from`, `tags["a.b"]`, `hosts[*].name`. */
export type PropertyPath = (string | number)[];

export const ANY = "*";

const QUOTED = /^\["((?:[^"\\]|\\.)*)"\]/;
const INDEX = /^\[(\d+|\*)\]/;
const NAME = /^[^.[\]]+/;

/** Reads a path; throws on text that isn't one. */
export function parsePath(text: string): PropertyPath {
  const path: PropertyPath = [];
  let rest = text;
  while (rest !== "") {
    const quoted = QUOTED.exec(rest);
    const index = INDEX.exec(rest);
    const name = NAME.exec(rest);
    const match = quoted ?? index ?? name;
    if (match === null)
      throw new Error(`invalid property path ${JSON.stringify(text)} near ${JSON.stringify(rest)}`);
    if (quoted !== null) path.push(String(quoted[1]).replaceAll(/\\(.)/g, "$1"));
    else if (index !== null) path.push(index[1] === ANY ? ANY : Number(index[1]));
    else path.push(match[0]);
    rest = rest.slice(match[0].length);
    if (rest.startsWith(".")) rest = rest.slice(1);
  }
  return path;
}

/** Whether `inner` is `outer` or lies under it. */
export function pathContains(outer: PropertyPath, inner: PropertyPath): boolean {
  return outer.length <= inner.length && outer.every((step, i) => step === ANY || step === inner[i]);
}

function child(value: Value | undefined, step: string | number): Value | undefined {
  if (Array.isArray(value)) return typeof step === "number" ? value[step] : undefined;
  return isMap(value) ? value[String(step)] : undefined;
}

function keysOf(value: Value | undefined): (string | number)[] {
  if (Array.isArray(value)) return value.map((_, i) => i);
  return isMap(value) ? Object.keys(value) : [];
}

function expand(path: PropertyPath, ...roots: (Value | undefined)[]): PropertyPath[] {
  const [step, ...rest] = path;
  if (step === undefined) return [[]];
  const steps = step === ANY ? [...new Set(roots.flatMap(keysOf))] : [step];
  return steps.flatMap((s) =>
    expand(rest, ...roots.map((root) => child(root, s))).map((tail) => [s, ...tail]),
  );
}

function put(target: Value, path: PropertyPath, value: Value | undefined): void {
  const [step, ...rest] = path;
  if (step === undefined) return;
  if (rest.length > 0) {
    const next = child(target, step);
    if (next !== undefined) put(next, rest, value);
  } else if (Array.isArray(target) && typeof step === "number") {
    // An element that the old list lacks can't be taken out without moving its neighbours: leave it.
    if (value !== undefined) target[step] = value;
  } else if (isMap(target)) {
    if (value === undefined) delete target[String(step)];
    else target[String(step)] = value;
  }
}

function get(root: Value | undefined, path: PropertyPath): Value | undefined {
  return path.reduce<Value | undefined>(child, root);
}

/**
 * The inputs with every ignored path set back to its old value, or taken out where there was none
 * (`processIgnoreChanges` in the stock engine).
 */
export function ignoreChanges(inputs: ValueMap, oldInputs: ValueMap, ignored: readonly string[]): ValueMap {
  if (ignored.length === 0) return inputs;
  const result = structuredClone(inputs);
  for (const text of ignored) {
    for (const path of expand(parsePath(text), oldInputs, inputs)) put(result, path, get(oldInputs, path));
  }
  return result;
}
