import type { Site } from "../schema/site";
import { verifiedApprovals } from "./approved-digests";
import { readEvidence } from "./read-evidence";

/**
 * The site with what is proven of its decisions, by the evidence in its folder and its own officers, keys and roles.
 * Only for what is said of an approval: what may be merged or applied is for `verifyChange` and the gate.
 */
export function withProof(site: Site): Site {
  // Nothing here depends on the clock: a decision that is history is judged by its own moment.
  const { verified } = verifiedApprovals(site, readEvidence(site.root), 0);
  const proven = verified.flatMap(({ act }) =>
    act.effect === "decision" && act.requestId !== undefined ? [act.requestId] : [],
  );
  return { ...site, proven: new Set(proven) };
}
