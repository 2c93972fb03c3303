import { canonicalJson } from "../json-digest";
import { type Limits, type OverLimit, overLimits } from "./limits";
import { differingLines } from "./lines";
import type { Plan, RequestPlan } from "./plan";

/** What was approved and not yet done, as its evidence says. */
export interface ApprovedPlans {
  /** Approved plans of one request, none of them applied yet; the newest last. */
  plansOf(request: string): readonly RequestPlan[];
  /** Whether somebody entitled lifted the limits for the plan of this digest. */
  isOverridden(planDigest: string): boolean;
}

/** Why a request's changes are not made. */
export interface Withheld {
  request: string;
  digest: string;
  /** Digest of what was approved instead; absent where nothing was. */
  approved?: string;
  /** `-` stood in what was approved, `+` is what would be done now. */
  lines: string[];
}

export interface Gated {
  /** Ids of requests whose changes were approved, sorted. */
  approved: string[];
  withheld: Withheld[];
}

/**
 * Which changes of a plan were approved. What was approved and partly done when a run broke off is approved still: each
 * of its operations stands in the approved plan as it is.
 */
export function gate({ requests }: Plan, approvals: Pick<ApprovedPlans, "plansOf">): Gated {
  const gated: Gated = { approved: [], withheld: [] };
  for (const present of requests) {
    const plans = approvals.plansOf(present.request);
    if (plans.some((approved) => covers(approved, present))) gated.approved.push(present.request);
    else gated.withheld.push(withheld(present, plans.at(-1)));
  }
  return gated;
}

function withheld(present: RequestPlan, approved: RequestPlan | undefined): Withheld {
  const { request, digest } = present;
  const lines = differingLines(approved, present);
  return { request, digest, ...(approved && { approved: approved.digest }), lines };
}

/** Whether all that would be done now stands in what was approved. */
function covers(approved: RequestPlan, present: RequestPlan): boolean {
  if (approved.digest === present.digest) return true;
  const known = new Set(approved.operations.map(canonicalJson));
  return present.operations.every((operation) => known.has(canonicalJson(operation)));
}

/**
 * Whether a plan is the one that was named: the whole plan by its digest, or one request of it by that request's.
 *
 * @returns ids of requests that may be applied, `undefined` when the digest names neither
 */
export function namedBy(plan: Plan, digest: string): string[] | undefined {
  if (plan.digest === digest) return plan.requests.map(({ request }) => request);
  const one = plan.requests.find((part) => part.digest === digest);
  return one && [one.request];
}

/** What a saved plan and the present one do not share, over all requests. */
export function planDifferences(saved: Plan, present: Plan): string[] {
  const ids = [...new Set([...saved.requests, ...present.requests].map(({ request }) => request))].sort();
  return ids.flatMap((id) => {
    const of = ({ requests }: Plan) => requests.find(({ request }) => request === id);
    return differingLines(of(saved), of(present)).map((line) => `${id}: ${line}`);
  });
}

/** A part of a plan that is to be made, and what it is held against. */
export interface Stretch {
  /** What would be done now. */
  part: Plan;
  /** Digest of the whole plan that it is a part of: an override may name either. */
  whole: string;
  /** The deployment on record. */
  exported: unknown;
}

/** Where a run goes over the limits, unless somebody approved just this plan in spite of them. */
export function stoppedBy(
  { part, whole, exported }: Stretch,
  limits: Limits,
  { isOverridden }: Pick<ApprovedPlans, "isOverridden">,
): OverLimit[] {
  const found = overLimits(part, exported, limits);
  return found.length > 0 && (isOverridden(part.digest) || isOverridden(whole)) ? [] : found;
}
