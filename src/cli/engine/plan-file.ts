import { readFileSync } from "node:fs";
import { isWhole } from "../../plan/digest";
import type { Plan } from "../../plan/plan";
import { isRecord } from "../../schema/shape/record";
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
  let file: unknown;
  try {
    file = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw unusable(
      { id: `rencana ${path} tidak terbaca: ${words}`, en: `the plan ${path} cannot be read: ${words}` },
      REMEDY,
    );
  }
  if (!isPlanFile(file) || !isWhole(file)) {
    throw unusable(
      { id: `${path} bukan rencana yang utuh`, en: `${path} is not a plan that is whole` },
      REMEDY,
    );
  }
  return { digest: file.digest, requests: file.requests };
}

const REMEDY = {
  id: "buat lagi dengan 'titip preview --out plan.json'",
  en: "make it again with 'titip preview --out plan.json'",
};

/** Its digests vouch for the rest. */
function isPlanFile(value: unknown): value is PlanFile {
  if (!isRecord(value) || value.version !== 1 || typeof value.digest !== "string") return false;
  return Array.isArray(value.requests) && value.requests.every(isPart);
}

function isPart(value: unknown): boolean {
  return (
    isRecord(value) &&
    typeof value.request === "string" &&
    typeof value.digest === "string" &&
    Array.isArray(value.operations) &&
    value.operations.every((operation) => isRecord(operation) && Array.isArray(operation.changes))
  );
}
