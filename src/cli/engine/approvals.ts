import { actingApprovals, verifiedApprovals } from "../../approval/approved-digests";
import type { EvidenceFiles } from "../../approval/evidence";
import type { VerifiedApproval } from "../../approval/judge";
import { limitsOf, policyOf } from "../../approval/policy";
import { readEvidence } from "../../approval/read-evidence";
import { prefixOf, readCommit } from "../../approval/read-side";
import { commitOf } from "../../git/commits";
import { tryGit } from "../../git/run-git";
import type { ApprovedPlans } from "../../plan/gate";
import type { Limits } from "../../plan/limits";
import type { Site } from "../../schema/site";
import type { Context } from "../context";

/** What is proven about approvals, by what is committed. */
export interface OpenApprovals extends ApprovedPlans {
  /** The site demands proof. */
  required: boolean;
  limits: Limits;
  /** Every approval whose evidence holds, the oldest first. */
  verified: readonly VerifiedApproval[];
}

/**
 * Approvals, officers, keys, policy and limits as the commit has them that is checked out: what was edited in the work
 * tree and not committed permits nothing. Outside of a Git repository the folder itself is what there is.
 */
export async function openApprovals(context: Context, site: Site): Promise<OpenApprovals> {
  const { trusted, evidence } = await committed(site);
  const now = context.now().getTime();
  return {
    ...actingApprovals(trusted, evidence, now),
    required: policyOf(trusted).demands,
    limits: limitsOf(trusted),
    verified: verifiedApprovals(trusted, evidence, now).verified,
  };
}

async function committed(site: Site): Promise<{ trusted: Site; evidence: EvidenceFiles }> {
  const isRepository = (await tryGit(site.root, ["rev-parse", "--verify", "HEAD"])) !== undefined;
  if (!isRepository) return { trusted: site, evidence: readEvidence(site.root) };
  const commit = await commitOf(site.root, "HEAD");
  const side = await readCommit(site.root, commit, await prefixOf(site.root));
  return { trusted: side.site, evidence: side.evidence };
}
