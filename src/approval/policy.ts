import { DEFAULT_LIMITS, type Limit, type Limits } from "../plan/limits";
import type { ApprovalPolicy } from "../schema/generated/approvals";
import { parseTimeLimit, type TimeLimit } from "../schema/quantity";
import type { Site } from "../schema/site";

export type EvidenceKind = "ssh" | "forge" | "paper";

/** What holds of approvals, with everything that datacenter/approvals.yaml leaves out. */
export interface EffectivePolicy {
  /** Whether proof is demanded at all: only with the file, and unless it says otherwise. */
  demands: boolean;
  kinds: readonly EvidenceKind[];
  overrideRoles: readonly string[];
  inventoryRoles: readonly string[];
  emergencyRoles: readonly string[];
  /** Working time until the approval that must follow an emergency. */
  followUp: TimeLimit;
  forge?: "github" | "gitlab" | "forgejo";
  /** Days of the calendar. */
  age: number;
}

export function policyOf({ approvalPolicy }: Pick<Site, "approvalPolicy">): EffectivePolicy {
  const { evidence, override, inventory, emergency, forge, age }: ApprovalPolicy = approvalPolicy ?? {};
  return {
    demands: approvalPolicy !== undefined && approvalPolicy.required !== false,
    kinds: evidence ?? ["ssh", "forge", "paper"],
    overrideRoles: override?.roles ?? ["head"],
    inventoryRoles: inventory?.roles ?? ["head"],
    emergencyRoles: emergency?.roles ?? ["application-head", "datacenter-team"],
    followUp: parseTimeLimit(emergency?.follow_up ?? "8 hours"),
    forge: forge?.kind,
    age: Number.parseInt(age ?? "14 days", 10),
  };
}

/** Roles that may suspend in an emergency besides those of the procedure: none where the site has no policy. */
export function emergencyRoles(site: Pick<Site, "approvalPolicy">): readonly string[] {
  const { demands, emergencyRoles: roles } = policyOf(site);
  return demands ? roles : [];
}

/** How much one run may delete and change, with the usual numbers for what the policy leaves out. */
export function limitsOf({ approvalPolicy }: Pick<Site, "approvalPolicy">): Limits {
  const { deletes, changes } = approvalPolicy?.limits ?? {};
  return { deletes: limitOf(deletes, "deletes"), changes: limitOf(changes, "changes") };
}

type GivenLimit = NonNullable<NonNullable<ApprovalPolicy["limits"]>["deletes"]>;

function limitOf(given: GivenLimit | undefined, what: keyof Limits): Limit {
  const usual = DEFAULT_LIMITS[what];
  const share = given?.share === undefined ? usual.share : Number.parseFloat(given.share) / 100;
  return { share, floor: given?.floor ?? usual.floor, most: given?.most ?? usual.most };
}
