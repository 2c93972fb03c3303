import { readFileSync } from "node:fs";
import { readPlanFile } from "../../approval/plan-file";
import { isObject } from "../../is-object";
import type { Plan } from "../../plan/plan";
import { writeAtomically } from "../atomic-write";
import { unusable } from "../command-error";

/** A plan as `titip preview --out` keeps it: to be read, compared and given to `titip up --plan`. */
interface PlanFile extends Plan {
  version: 1;
  /** Ids that were planned as if approved. */
  assumed: string[];
}

export function writePlan(path: string, plan: Plan, assumed: string[]): void {
  const file: PlanFile = { version: 1, ...plan, assumed };
  writeAtomically(path, `${JSON.stringify(file, null, 2)}\n`);
}

/** @throws CommandError (exit code 2) for what is no plan, or one whose parts are not what its digests say */
export function readPlan(path: string): Plan {
  let text: string;
  let version: unknown;
  try {
    text = readFileSync(path, "utf8");
    const file: unknown = JSON.parse(text);
    version = isObject(file) && Array.isArray(file.requests) ? file.version : undefined;
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw unusable(
      { id: `rencana ${path} tidak terbaca: ${words}`, en: `the plan ${path} cannot be read: ${words}` },
      REMEDY,
    );
  }
  const plan = version === 1 ? readPlanFile(text) : undefined;
  if (plan) return plan;
  throw unusable(
    { id: `${path} bukan rencana yang utuh`, en: `${path} is not a plan that is whole` },
    REMEDY,
  );
}

const REMEDY = {
  id: "buat lagi dengan 'titip preview --out plan.json'",
  en: "make it again with 'titip preview --out plan.json'",
};
