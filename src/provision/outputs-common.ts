import { approvalStatus } from "../approval-words";
import type { Approval, Suspension } from "../schema/generated/stack-outputs";
import type { ServiceRequest, Site } from "../schema/site";
import { currentSuspension } from "../sop/walk-service";

/** Name of the agency that asked. */
export function agencyName(site: Site, request: ServiceRequest): string {
  return site.agencies.get(request.applicant.agency)?.name ?? request.applicant.agency;
}

/** Who approved, by which letter, and how far that has been verified. */
export function approvalOf(site: Site, { id, steps }: ServiceRequest): Approval {
  const letter = steps.request.letter?.number;
  if (!steps.decision) return { by: "", at: "", letter, status: "assumed for preview" };
  return { by: steps.decision.by, at: steps.decision.at, letter, status: approvalStatus(site, id) };
}

/** Since when and why a service rests; undefined while it does not. */
export function suspensionOf(request: ServiceRequest): Suspension | undefined {
  const suspension = currentSuspension(request);
  return suspension && { since: suspension.at, reason: suspension.reason };
}
