import type { RequestPlan } from "../plan/plan";
import { instant } from "../schema/moments";
import type { Site } from "../schema/site";
import { actsOf } from "./acts";
import { readApplied } from "./applied";
import { type EvidenceFiles, listEvidence } from "./evidence";
import { judgeEvidence, type Strictness, type VerifiedApproval } from "./judge";
import type { Refusal } from "./refusal";

/** Every approval of a site whose evidence holds, the oldest first, and why others do not. */
export function verifiedApprovals(
  site: Site,
  files: EvidenceFiles,
  now: number,
  strictness: Strictness = "standing",
  anchors: Site = site,
): { verified: VerifiedApproval[]; refusals: Refusal[] } {
  const acts = actsOf(site);
  const verified: VerifiedApproval[] = [];
  const refusals: Refusal[] = [];
  for (const evidence of listEvidence(files).evidence) {
    const act = acts.get(evidence.path);
    if (!act) continue;
    const result = judgeEvidence(evidence, act, { anchors, now, strictness });
    if ("verified" in result) verified.push(result.verified);
    else refusals.push(result.refusal);
  }
  return { verified: verified.sort((a, b) => momentOf(a) - momentOf(b)), refusals };
}

/**
 * The plans that may be applied: for each request those of its newest approval. What was approved before it is
 * history, so that an old plan cannot be brought back; so is what is older than the policy's `age`, and what was applied:
 * what is lost afterwards is made again only when somebody approves the repair.
 *
 * @param site as committed: its own inventory is what is trusted
 */
export function approvedPlans(site: Site, files: EvidenceFiles, now: number): Map<string, RequestPlan[]> {
  const newest = new Map<string, { at: number; plans: RequestPlan[] }>();
  for (const approval of verifiedApprovals(site, files, now, "acting").verified) {
    if (approval.statement.result === "rejected" || approval.act.activity === "override") continue;
    const at = momentOf(approval);
    for (const plan of approval.plans?.requests ?? []) {
      const known = newest.get(plan.request);
      const plans = readApplied(approval.evidence.applied).has(plan.request) ? [] : [plan];
      newest.set(plan.request, { at, plans: [...(known?.at === at ? known.plans : []), ...plans] });
    }
  }
  return new Map([...newest].map(([request, { plans }]) => [request, plans]));
}

/** Digests of the plans that may be applied, by request. */
export function approvedDigests(site: Site, files: EvidenceFiles, now: number): Map<string, Set<string>> {
  const plans = [...approvedPlans(site, files, now)];
  return new Map(plans.map(([request, list]) => [request, new Set(list.map(({ digest }) => digest))]));
}

/** The approval that lifts the limits for just this plan; undefined when there is none that holds. */
export function overrideFor(
  site: Site,
  files: EvidenceFiles,
  now: number,
  planDigest: string,
): VerifiedApproval | undefined {
  return verifiedApprovals(site, files, now, "acting").verified.find(
    ({ act, statement }) => act.approval?.data.kind === "override" && statement.digest === planDigest,
  );
}

function momentOf({ statement }: VerifiedApproval): number {
  return instant(statement.at);
}
