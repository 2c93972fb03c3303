import type { HostingAllocation, HostingRequest } from "./generated/hosting-request";
import { afterDays, instant } from "./moments";

/** A request that was refused, or cannot be done, holds nothing of what it asked for. */
export function isRefused({ steps }: HostingRequest): boolean {
  return steps.decision?.result === "rejected" || steps.assessment?.feasible === false;
}

/** What was written by `titip assess`; undefined before, and for what cannot be done. */
export function allocationOf(request: HostingRequest): HostingAllocation | undefined {
  return request.steps.assessment?.allocation;
}

/** The smaller the better the right: who was approved first, then who was entered in the agenda first. */
export function seniority({ steps }: HostingRequest): number {
  if (steps.decision?.result === "approved") return instant(steps.decision.at);
  return notApproved + instant((steps.registration ?? steps.request).at);
}

/** Later than every approval: milliseconds of the year 33658. */
const notApproved = 1e15;

/** When the request began to hold what it holds. */
export function heldFrom({ steps }: HostingRequest): number {
  return instant((steps.assessment ?? steps.registration ?? steps.request).at);
}

/** Where the end of what a request holds is written. */
export const closureTime = "/steps/closure/at";

/** Where it is written when the request began to hold what it holds. */
export function heldFromPointer({ steps }: HostingRequest): string {
  const step = steps.assessment ? "assessment" : steps.registration ? "registration" : "request";
  return `/steps/${step}/at`;
}

/** When what the request holds is free again: after its closure and the quarantine; never while it is open. */
export function releasedAt(request: HostingRequest, quarantineDays: number): number {
  const closure = request.steps.closure;
  return closure ? afterDays(closure.at, quarantineDays) : Number.POSITIVE_INFINITY;
}
