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

/** What may be done because of a site's approvals. */
export interface ActingApprovals {
  /**
   * By request, the plans of its newest approval. What was approved before it is history, so that an old plan cannot be
   * brought back; so is what is older than the policy's `age`, and what was applied: what is lost afterwards is made
   * again only when somebody approves the repair.
   */
  plans: ReadonlyMap<string, RequestPlan[]>;
  /** Digests of whole plans for which the limits are lifted. */
  overrides: ReadonlySet<string>;
}

/** @param site as committed: its own inventory is what is trusted */
export function actingApprovals(site: Site, files: EvidenceFiles, now: number): ActingApprovals {
  const newest = new Map<string, { at: number; plans: RequestPlan[] }>();
  const overrides = new Set<string>();
  for (const approval of verifiedApprovals(site, files, now, "acting").verified) {
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
  return { plans: new Map([...newest].map(([request, { plans }]) => [request, plans])), overrides };
}

/** Digests of the plans that may be applied, by request. */
export function approvedDigests(site: Site, files: EvidenceFiles, now: number): Map<string, Set<string>> {
  const plans = [...actingApprovals(site, files, now).plans];
  return new Map(plans.map(([request, list]) => [request, new Set(list.map(({ digest }) => digest))]));
}

function momentOf({ statement }: VerifiedApproval): number {
  return instant(statement.at);
}
