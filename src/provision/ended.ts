import { allocationOf } from "../schema/request-life";
import type { ServiceRequest } from "../schema/site";

/**
 * The service was approved and is no more: closed, or its equipment was given back at the verification. What it had on
 * servers must be gone; its resources stay in the stack as the record of it.
 */
export function hasEnded(request: ServiceRequest): boolean {
  return endOf(request) !== undefined;
}

/** When and why a service ended; undefined while it has not. */
export function endOf(request: ServiceRequest): { at: string; reason: string } | undefined {
  const { decision, closure, placement } = request.steps;
  if (decision?.result !== "approved" || !allocationOf(request)) return undefined;
  if (closure) return { at: closure.at, reason: closure.reason };
  if (placement?.result !== "returned") return undefined;
  return { at: placement.at, reason: placement.reason ?? "" };
}
