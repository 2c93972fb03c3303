import { isObject } from "../is-object";
import { planDigest, requestPlanDigest } from "../plan/digest";
import type { Plan, RequestPlan } from "../plan/plan";

/** What an approval's plan file says, its digests computed anew. */
export interface ApprovedPlan {
  /** Of the file as a whole. */
  digest: string;
  /** By request; the plan's own list for a whole plan. */
  requests: RequestPlan[];
}

/** How a plan lies beside its approval, for people to read and machines to compare. */
export function planFileText(plan: RequestPlan | Plan): string {
  return `${JSON.stringify(plan, null, 2)}\n`;
}

/**
 * Reads a plan of one request, or a whole one.
 * @returns undefined for what is none, or says a digest that its contents have not
 */
export function readPlanFile(text: string): ApprovedPlan | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(value) || typeof value.digest !== "string") return undefined;
  if (isRequestPlan(value)) {
    const digest = requestPlanDigest(value);
    return digest === value.digest ? { digest, requests: [value] } : undefined;
  }
  if (!Array.isArray(value.requests) || !value.requests.every(isRequestPlan)) return undefined;
  const requests: RequestPlan[] = value.requests;
  if (requests.some((plan) => requestPlanDigest(plan) !== plan.digest)) return undefined;
  const digest = planDigest(requests);
  return digest === value.digest ? { digest, requests } : undefined;
}

function isRequestPlan(value: unknown): value is RequestPlan {
  return (
    isObject(value) &&
    typeof value.request === "string" &&
    typeof value.digest === "string" &&
    Array.isArray(value.operations) &&
    value.operations.every(isOperation)
  );
}

function isOperation(value: unknown): boolean {
  if (!isObject(value) || !Array.isArray(value.changes)) return false;
  const texts = [value.action, value.type, value.name, value.server];
  return (
    texts.every((text) => typeof text === "string") &&
    value.changes.every((change) => isObject(change) && typeof change.path === "string")
  );
}
