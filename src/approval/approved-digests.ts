import type { ApprovedPlans } from "../plan/gate";
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
 * What may be done because of a site's approvals. By request, only the plans of its newest one count: what was approved
 * before is history, so that an old plan cannot be brought back. What is older than the policy's `age` counts no more,
 * nor what was applied: what is lost afterwards is made again only when somebody approves the repair.
 *
 * @param anchors whose officers, keys and policy are trusted: the site's own where it is what is committed
 */
export function actingApprovals(
  site: Site,
  files: EvidenceFiles,
  now: number,
  anchors: Site = site,
): ApprovedPlans {
  const newest = new Map<string, { at: number; plans: RequestPlan[] }>();
  const overrides = new Set<string>();
  for (const approval of verifiedApprovals(site, files, now, "acting", anchors).verified) {
    const { act, statement } = approval;
    if (act.approval?.data.kind === "override" && statement.digest !== undefined)
      overrides.add(statement.digest);
    if (statement.result === "rejected" || act.activity === "override") continue;
    const at = momentOf(approval);
    for (const plan of approval.plans?.requests ?? []) {
      const known = newest.get(plan.request);
      const plans = readApplied(approval.evidence.applied).has(plan.request) ? [] : [plan];
      newest.set(plan.request, { at, plans: [...(known?.at === at ? known.plans : []), ...plans] });
    }
  }
  return {
    plansOf: (request) => newest.get(request)?.plans ?? [],
    isOverridden: (digest) => overrides.has(digest),
  };
}

function momentOf({ statement }: VerifiedApproval): number {
  return instant(statement.at);
}
