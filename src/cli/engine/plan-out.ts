import { planLines } from "../../plan/lines";
import type { Plan } from "../../plan/plan";
import type { OptionSpec } from "../command-spec";
import type { Context } from "../context";
import { writePlan } from "./plan-file";
import type { RunOptions } from "./runner";

/** What `preview` tells of its plan to those who approve it. */
export const PLAN_OUT_OPTIONS: OptionSpec[] = [
  {
    flags: "--digest",
    text: { id: "cetak sidik rencana, per permohonan dan seluruhnya", en: "print the plan's digests" },
  },
  {
    flags: "--out <file>",
    text: {
      id: "simpan rencana (JSON) untuk titip up --plan",
      en: "keep the plan (JSON) for titip up --plan",
    },
  },
];

/**
 * Prints and keeps the plan as its digests cover it: from the record, so the servers are not read first unless that is
 * asked for.
 */
export function tellPlan(
  context: Context,
  planned: () => Plan,
  run: RunOptions,
  options: Record<string, unknown>,
): void {
  const wanted = options.digest === true || typeof options.out === "string";
  if (!wanted) return;
  run.refresh ??= false;
  const plan = planned();
  if (typeof options.out === "string") writePlan(options.out, plan, run.assumeApproved);
  if (options.digest !== true || run.json) return;
  for (const part of plan.requests) {
    context.print(`${part.request} ${part.digest}`);
    for (const line of planLines(part)) context.print(`  ${line}`);
  }
  context.print(`${context.say({ id: "Sidik rencana:", en: "Digest of the plan:" })} ${plan.digest}`);
}
