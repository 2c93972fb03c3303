import { actingApprovals } from "../approval/approved-digests";
import { limitsOf, policyOf } from "../approval/policy";
import { readFolder } from "../approval/read-side";
import { verifyChange } from "../approval/verify-change";
import type { Verdict, VerifyInput } from "./main-gate";

/**
 * Proves the approvals of a push by what main holds: its officers, keys, roles and policy.
 * @param author account of an agency or officer that pushes, where the server knows it
 */
export function verifyPush(
  { baseFolder, headFolder }: VerifyInput,
  { now, author }: { now: number; author?: string },
): Verdict {
  const [base, head] = [readFolder(baseFolder), readFolder(headFolder)];
  const anchors = base.site;
  return {
    demanded: policyOf(anchors).demands,
    refusals: verifyChange({ base, head, anchors, now, author }).refusals,
    // Those of earlier pushes, too: what was approved then may only now have something to do.
    approvals: actingApprovals(head.site, head.evidence, now, anchors),
    limits: limitsOf(anchors),
  };
}
