import type { HostingRequest, HostingSteps } from "../schema/generated/hosting-request";
import type { Procedure } from "../schema/generated/procedure";
import { allocationOf } from "../schema/request-life";
import type { Site } from "../schema/site";

/** The decision was yes and the service has not been closed: its resources must exist. */
export function isApproved(request: HostingRequest): boolean {
  return request.steps.decision?.result === "approved" && !request.steps.closure;
}

/** The service existed and has ended; its values rest in quarantine and its archive is on record. */
export function isClosed({ steps }: HostingRequest): boolean {
  return (
    steps.closure !== undefined &&
    steps.decision?.result === "approved" &&
    steps.assessment?.allocation !== undefined
  );
}

/** Everything before the decision is there, so that a reviewer can be shown what approval would do. */
export function awaitsDecision(request: HostingRequest): boolean {
  const { assessment, decision } = request.steps;
  return assessment?.feasible === true && assessment.allocation !== undefined && decision === undefined;
}

/** Whether the request's network gives each site an address of its own. */
export function isDedicated(site: Site, request: HostingRequest): boolean {
  return site.networks.get(allocationOf(request)?.network ?? "")?.address === "dedicated";
}

/** All names a request asks for, fully qualified, the main one first. */
export function namesOf(request: HostingRequest): string[] {
  return [request.subdomain, ...(request.aliases ?? [])].map((label) => `${label}.${request.zone}`);
}

/** Key of the activity that comes next, following the procedure's branches; `undefined` at its end. */
export function nextActivity(request: HostingRequest, procedure: Procedure): string | undefined {
  const steps: HostingSteps = request.steps;
  if (steps.closure) return undefined;
  let key = procedure.activities[0]?.key;
  while (key !== undefined && key in steps) {
    const activity = procedure.activities.find((candidate) => candidate.key === key);
    const step = steps[key as keyof HostingSteps] as unknown as Record<string, unknown>;
    const branch = activity?.branches?.find(({ when }) => step[when.field] === when.equals);
    const next = branch?.next ?? activity?.next;
    key = procedure.activities.some((candidate) => candidate.key === next) ? next : undefined;
  }
  return key;
}
