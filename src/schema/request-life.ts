import type { ColocationRequest } from "./generated/colocation-request";
import type { HostingRequest } from "./generated/hosting-request";
import type { ColocationAllocation, HostingAllocation } from "./generated/steps";
import { afterDays, instant } from "./moments";
import type { ServiceRequest } from "./site";

/** Whether the assessment was favourable; undefined while there is none. Offices call it feasible or available. */
export function isFeasible({ steps: { assessment } }: ServiceRequest): boolean | undefined {
  return assessment?.feasible ?? assessment?.available;
}

/** A request that was refused, cannot be done, or whose equipment was given back, holds nothing of what it asked for. */
export function isRefused(request: ServiceRequest): boolean {
  const { decision, placement } = request.steps;
  return decision?.result === "rejected" || isFeasible(request) === false || placement?.result === "returned";
}

/** What was written by `titip assess`; undefined before, and for what cannot be done. */
export function allocationOf(request: HostingRequest): HostingAllocation | undefined;
export function allocationOf(request: ColocationRequest): ColocationAllocation | undefined;
export function allocationOf(request: ServiceRequest): HostingAllocation | ColocationAllocation | undefined;
export function allocationOf(request: ServiceRequest): HostingAllocation | ColocationAllocation | undefined {
  return request.steps.assessment?.allocation;
}

/** The addresses that a request was given, with their places in the allocation. */
export function allocatedAddresses(request: ServiceRequest): { ipv4: string; pointer: string }[] {
  if (request.kind === "hosting") {
    const allocation = allocationOf(request);
    return allocation ? [{ ipv4: allocation.ipv4, pointer: `${allocationPointer}/ipv4` }] : [];
  }
  const addresses = allocationOf(request)?.ipv4 ?? [];
  return addresses.map((ipv4, index) => ({ ipv4, pointer: `${allocationPointer}/ipv4/${index}` }));
}

/** Where the allocation stands. */
export const allocationPointer = "/steps/assessment/allocation";

/** The smaller the better the right: who was approved first, then who was entered in the agenda first. */
export function seniority({ steps }: ServiceRequest): number {
  if (steps.decision?.result === "approved") return instant(steps.decision.at);
  return notApproved + instant((steps.registration ?? steps.request).at);
}

/** Later than every approval: milliseconds of the year 33658. */
const notApproved = 1e15;

/** When the request began to hold what it holds. */
export function heldFrom({ steps }: ServiceRequest): number {
  return instant((steps.assessment ?? steps.registration ?? steps.request).at);
}

/** Where the end of what a request holds is written. */
export const closureTime = "/steps/closure/at";

/** Where it is written when the request began to hold what it holds. */
export function heldFromPointer({ steps }: ServiceRequest): string {
  const step = steps.assessment ? "assessment" : steps.registration ? "registration" : "request";
  return `/steps/${step}/at`;
}

/** When what the request holds is free again: after its closure and the quarantine; never while it is open. */
export function releasedAt(request: ServiceRequest, quarantineDays: number): number {
  const closure = request.steps.closure;
  return closure ? afterDays(closure.at, quarantineDays) : Number.POSITIVE_INFINITY;
}
