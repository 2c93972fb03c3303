import { type Act, actsOf, decides } from "../approval/acts";
import { type Evidence, listEvidence } from "../approval/evidence";
import { judgeEvidence, type VerifiedApproval } from "../approval/judge";
import type { Refusal } from "../approval/refusal";
import type { ChangeSide } from "../approval/verify-change";
import { instant, localDay } from "../schema/moments";

/** Days, both of them in it: `2026-01-01`. */
export interface Period {
  from: string;
  to: string;
}

/** What became of one act's evidence. */
export type Verdict =
  | { state: "verified"; approval: VerifiedApproval }
  /** A decision without evidence: somebody wrote that it was taken. */
  | { state: "claimed" }
  | { state: "refused"; refusal: Refusal }
  /** Nothing that is decided, so that nothing is to be proven. */
  | { state: "recorded" };

export interface AuditedAct {
  act: Act;
  evidence: Evidence | undefined;
  verdict: Verdict;
}

/**
 * What was recorded in a period, in the order of its moments, each judged as history: by the keys, terms and roles of
 * its own moment, as the commit's inventory has them. An emergency whose approval never came stands as claimed.
 */
export function auditedActs({ site, evidence: files }: ChangeSide, period: Period): AuditedAct[] {
  const evidences = new Map(listEvidence(files).evidence.map((one) => [one.path, one]));
  return [...actsOf(site).values()]
    .filter(({ at }) => isIn(period, at))
    .sort((a, b) => instant(a.at) - instant(b.at) || (a.path < b.path ? -1 : 1))
    .map((act) => {
      const evidence = evidences.get(act.path);
      return { act, evidence, verdict: verdictOf(act, evidence, site) };
    });
}

export function isIn({ from, to }: Period, moment: string): boolean {
  const day = localDay(moment);
  return from <= day && day <= to;
}

function verdictOf(act: Act, evidence: Evidence | undefined, anchors: ChangeSide["site"]): Verdict {
  if (!evidence) return { state: decides(act) || act.followUp ? "claimed" : "recorded" };
  const result = judgeEvidence(evidence, act, { anchors, now: instant(act.at), strictness: "standing" });
  return "verified" in result
    ? { state: "verified", approval: result.verified }
    : { state: "refused", refusal: result.refusal };
}
