import { isObject } from "../is-object";
import { nameOfAct } from "./act-name";
import type { AuditedAct } from "./audited-acts";

/** A paper that the period's acts refer to. */
export interface WantedPaper {
  sha256: string;
  /** Of what. */
  what: string;
}

/** Letters of steps, and papers that prove something, once each. */
export function wantedPapers(acts: readonly AuditedAct[]): WantedPaper[] {
  const found = new Map<string, string>();
  for (const { act, verdict } of acts) {
    const proof = verdict.state === "verified" ? verdict.approval.statement.paper : undefined;
    for (const sum of [...sumsIn(act.step), ...sumsIn(proof)])
      if (!found.has(sum)) found.set(sum, nameOfAct(act));
  }
  return [...found].map(([sha256, what]) => ({ sha256, what }));
}

/** Every `sha256` in what a step recorded: its letter, its papers. */
function sumsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(sumsIn);
  if (!isObject(value)) return [];
  const { sha256, ...rest } = value;
  const own = typeof sha256 === "string" && /^[0-9a-f]{64}$/.test(sha256) ? [sha256] : [];
  return [...own, ...Object.values(rest).flatMap(sumsIn)];
}
