import { createContext, Script } from "node:vm";

/** Milliseconds for all labels of a zone: an honest pattern takes a microsecond for each. */
const PATIENCE = 500;

const SCRIPT = new Script("labels.filter((label) => pattern.test(label))");

/** Whether a text is a pattern of the kind that `matching` takes. */
export function isPattern(source: string): boolean {
  try {
    return compiled(source) instanceof RegExp;
  } catch {
    return false;
  }
}

function compiled(source: string): RegExp {
  return new RegExp(source, "u");
}

/**
 * Which labels match a zone's own pattern; `undefined` when that takes too long. The pattern comes from a file, and
 * some expressions take longer than the world's age on a label that almost matches (`^(a+)+$`).
 */
export function matching(source: string, labels: readonly string[]): ReadonlySet<string> | undefined {
  const context = createContext({ pattern: compiled(source), labels });
  try {
    return new Set(SCRIPT.runInContext(context, { timeout: PATIENCE }) as string[]);
  } catch {
    return undefined;
  }
}
