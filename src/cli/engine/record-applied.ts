import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { appliedText, readApplied } from "../../approval/applied";
import type { VerifiedApproval } from "../../approval/judge";
import { makeFolders } from "../../make-folders";
import type { Plan, RequestPlan } from "../../plan/plan";
import { wantedResources } from "../../plan/wanted-resources";
import type { Site } from "../../schema/site";
import type { Context } from "../context";
import type { OpenApprovals } from "./approvals";
import { requestOf } from "./failed-requests";
import type { RunResult } from "./runner";

export interface Applied {
  plan: Plan;
  /** Ids of requests that were permitted. */
  requests: readonly string[];
  result: RunResult;
}

/**
 * Notes beside each approval what became of it, so that it permits nothing more: what was applied, what was there
 * already (a run that broke off after its last step), and what another approval of the same request took the place of.
 * A request of which something failed keeps its approval for the next run.
 */
export function recordApplied(
  context: Context,
  site: Site,
  approvals: OpenApprovals,
  { plan, requests, result }: Applied,
): void {
  const failures = result.failures.map(({ urn }) => requestOf(site, urn)?.data.id);
  if (!result.ok && (failures.length === 0 || failures.includes(undefined))) return;
  const changed = new Set(plan.requests.map(({ request }) => request));
  const wanted = new Set(wantedResources(site).map(({ request }) => request));
  const isDone = (part: RequestPlan) => {
    if (failures.includes(part.request)) return false;
    if (changed.has(part.request)) return requests.includes(part.request);
    return wanted.has(part.request) || part.operations.every(({ action }) => action === "delete");
  };
  const at = context.now().toISOString();
  for (const approval of approvals.verified) note(site.root, approval, approvals, isDone, at);
}

function note(
  root: string,
  { evidence, plans }: VerifiedApproval,
  approvals: OpenApprovals,
  isDone: (part: RequestPlan) => boolean,
  at: string,
): void {
  const parts = readApplied(evidence.applied);
  const known = parts.size;
  for (const part of plans?.requests ?? []) {
    if (parts.has(part.request) || !isDone(part)) continue;
    const counts = approvals.plansOf(part.request).some(({ digest }) => digest === part.digest);
    parts.set(part.request, { digest: part.digest, at, state: counts ? "applied" : "superseded" });
  }
  if (parts.size === known) return;
  const file = join(root, `${evidence.path}.applied.json`);
  makeFolders(dirname(file));
  writeFileSync(file, appliedText(parts), { flush: true });
}
