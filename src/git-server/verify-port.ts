import { readApplied } from "../approval/applied";
import { verifiedApprovals } from "../approval/approved-digests";
import type { VerifiedApproval as Proven } from "../approval/judge";
import { policyOf } from "../approval/policy";
import { readFolder } from "../approval/read-side";
import { verifyChange } from "../approval/verify-change";
import type { Limits } from "../plan/limits";
import { instant } from "../schema/moments";
import type { Site } from "../schema/site";
import type { VerifiedApproval } from "./approval-gate";
import type { Verdict, VerifyInput } from "./main-gate";

/**
 * Proves the approvals of a push by what main holds: its officers, keys, roles and policy.
 * @param author account of an agency or officer that pushes, where the server knows it
 */
export function verifyPush(
  { baseFolder, headFolder }: VerifyInput,
  { now, author, limitsOf }: { now: number; author?: string; limitsOf(main: Site): Limits },
): Verdict {
  const [base, head] = [readFolder(baseFolder), readFolder(headFolder)];
  const anchors = base.site;
  const { refusals } = verifyChange({ base, head, anchors, now, author });
  // Those of earlier pushes, too: what was approved then may only now have something to do.
  const { verified } = verifiedApprovals(head.site, head.evidence, now, "acting", anchors);
  const { demands: demanded } = policyOf(anchors);
  return { demanded, refusals, approvals: verified.flatMap(asNamed), limits: limitsOf(anchors) };
}

/** One approval may name the plans of several requests. */
function asNamed({ act, statement, plans, evidence }: Proven): VerifiedApproval[] {
  if (statement.result === "rejected") return [];
  const at = instant(statement.at);
  if (act.approval?.data.kind === "override")
    return statement.digest === undefined ? [] : [{ digest: statement.digest, at, override: true }];
  const spent = readApplied(evidence.applied);
  const left = (plans?.requests ?? []).filter(({ request }) => !spent.has(request));
  return left.map((plan) => ({ request: plan.request, digest: plan.digest, at, plan }));
}
