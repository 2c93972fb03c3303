import type { Activity, Procedure } from "../schema/generated/procedure";
import { allocationOf, isFeasible, isRefused } from "../schema/request-life";
import type { ServiceRequest, Site } from "../schema/site";
import { pathOf } from "./walk";
import { currentSuspension } from "./walk-service";

export { termOf } from "./walk-service";

/** The decision was yes, nothing came in its way since, and the service has not been closed: its resources must exist. */
export function isApproved(request: ServiceRequest): boolean {
  const { decision, closure } = request.steps;
  return decision?.result === "approved" && !closure && !isRefused(request);
}

/** The service existed and has ended; its values rest in quarantine and its archive is on record. */
export function isClosed(request: ServiceRequest): boolean {
  const { decision, closure } = request.steps;
  return closure !== undefined && decision?.result === "approved" && allocationOf(request) !== undefined;
}

/** The service is there and answers with a maintenance page: it was suspended, and has not been resumed since. */
export function isSuspended(request: ServiceRequest): boolean {
  return isApproved(request) && currentSuspension(request) !== undefined;
}

/** Everything before the decision is there, so that a reviewer can be shown what approval would do. */
export function awaitsDecision(request: ServiceRequest): boolean {
  return (
    isFeasible(request) === true &&
    allocationOf(request) !== undefined &&
    request.steps.decision === undefined
  );
}

/** Whether the request's network gives it addresses of its own. */
export function isDedicated(site: Site, request: ServiceRequest): boolean {
  return site.networks.get(allocationOf(request)?.network ?? "")?.address === "dedicated";
}

/** All names a request asks for, fully qualified, the main one first. */
export function namesOf(request: ServiceRequest): string[] {
  return [request.subdomain, ...(request.aliases ?? [])].map((label) => `${label}.${request.zone}`);
}

/** The activity that comes next, following the procedure's branches; `undefined` at its end. */
export function nextActivity(request: ServiceRequest, procedure: Procedure): Activity | undefined {
  return pathOf(request, procedure).next;
}
