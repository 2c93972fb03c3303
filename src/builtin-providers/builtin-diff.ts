import { compare, type PropertyChange, topLevel } from "../provider/diff";
import type { BuiltinResource, Values } from "./builtin-resource";

/** Where the stock plugin notes which inputs are its defaults; no input itself. */
const DEFAULTS = "__defaults";

export interface BuiltinDiff {
  changes: PropertyChange[];
  /** Top-level properties whose change means another resource. */
  replaces: string[];
}

/** Inputs as the stock plugin completes them. */
export function withDefaults({ defaults }: BuiltinResource, news: Values): Values {
  const missing = Object.keys(defaults).filter((key) => news[key] === undefined || news[key] === null);
  const filled = Object.fromEntries(missing.map((key) => [key, defaults[key]]));
  return { ...news, ...filled, [DEFAULTS]: missing.sort() };
}

/** Names of inputs that this built-in does not serve. */
export function unknownInputs({ known, defaults }: BuiltinResource, news: Values): string[] {
  return Object.keys(news).filter(
    (key) => !known.includes(key) && !(key in defaults) && !key.startsWith("__"),
  );
}

/**
 * What changes: the inputs, against what is recorded of the resource or was read of it. What nobody asked for and the
 * server chose is no change; an input that was given before and is not any more is one.
 */
export function builtinDiff(
  { replaceOn }: Pick<BuiltinResource, "replaceOn">,
  { outputs, inputs }: { outputs: Values; inputs: Values },
  news: Values,
): BuiltinDiff {
  const given = new Set([
    ...Object.keys(news),
    ...Object.keys(inputs).filter((key) => !isDefault(inputs, key)),
  ]);
  given.delete(DEFAULTS);
  const changes = [...given].sort().flatMap((key) => compare(plain(outputs[key]), plain(news[key]), key));
  const replaces = [...new Set(changes.map(({ path }) => topLevel(path)))];
  return { changes, replaces: replaces.filter((key) => replaceOn.includes(key)) };
}

function isDefault(inputs: Values, key: string): boolean {
  const defaults = inputs[DEFAULTS];
  return Array.isArray(defaults) && defaults.includes(key);
}

/** Without notes of defaults, empty lists and nulls: to the stock plugin these are the same as nothing. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(plain);
  if (typeof value !== "object" || value === null) return value ?? undefined;
  const entries = Object.entries(value).flatMap(([key, inner]) => {
    const kept = key === DEFAULTS ? undefined : plain(inner);
    return kept === undefined ? [] : [[key, kept] as const];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
