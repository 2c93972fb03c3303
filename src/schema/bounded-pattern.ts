import { createContext, Script } from "node:vm";

/** Milliseconds for all labels of a zone: an honest pattern takes a microsecond for each. */
const PATIENCE = 500;

const SCRIPT = new Script("labels.filter((label) => pattern.test(label))");

/**
 * Which labels match a zone's own pattern; `undefined` when that takes too long. The pattern comes from a file, and
 * some expressions take longer than the world's age on a label that almost matches (`^(a+)+$`).
 */
export function matching(source: string, labels: readonly string[]): ReadonlySet<string> | undefined {
  const context = createContext({ pattern: new RegExp(source, "u"), labels });
  try {
    return new Set(SCRIPT.runInContext(context, { timeout: PATIENCE }) as string[]);
  } catch {
    return undefined;
  }
}
