import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Edit, edited, firstRequest, second, secondRequest } from "./site-folder";

/** A breach of one rule: the files that make it, and what must be said about it, and nothing else. */
export interface Breach {
  rule: string;
  title: string;
  files: Record<string, string | undefined>;
  file?: string;
  pointer: string;
  says: RegExp;
  severity?: "warning";
  allowed?: string[];
}

export const first = (...edits: readonly Edit[]) => ({ [firstRequest]: edited(firstRequest, ...edits) });
export const other = (...edits: readonly Edit[]) => ({ [secondRequest]: second(...edits) });
export const inventory = (topic: string, ...edits: readonly Edit[]) => {
  const file = `datacenter/${topic}.yaml`;
  return { [file]: edited(file, ...edits) };
};
export const stepsFrom = (step: string): Edit => [new RegExp(`\\n {2}${step}:[^]*$`), "\n"];

export const atSecond = { file: secondRequest };
const procedure = readFileSync(join(__dirname, "../../../../sop/hosting.yaml"), "utf8");
export const procedureBreach = (before: string, after: string) => ({
  "sop/hosting.yaml": procedure.replace(before, after),
});
/** The hosting procedure with some words exchanged. */
export const procedureWith = (...edits: readonly Edit[]) => ({
  "sop/hosting.yaml": edits.reduce((text, [before, after]) => {
    const next = text.replace(before, after);
    if (next === text) throw new Error(`no ${String(before)} in the procedure`);
    return next;
  }, procedure),
});
