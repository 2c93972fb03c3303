// Generated from schema/approvals.json by scripts/generate-types.mjs. Do not edit: run `npm run generate`.

/**
 * datacenter/approvals.yaml: how approvals are proven, and what a run may touch. Without the file no proof is demanded; the limits hold with their usual numbers.
 */
export interface ApprovalsFile {
  approvals: ApprovalPolicy;
}
/**
 * What counts as an approval.
 */
export interface ApprovalPolicy {
  /**
   * Whether proof is demanded; true when absent. With false only the limits of this file hold.
   */
  required?: boolean;
  /**
   * Kinds of proof that count: ssh (a signature by the officer's own key), forge (the officer's account approved on the forge), paper (a signed paper, recorded by another officer). All three when absent.
   *
   * @minItems 1
   */
  evidence?: ("ssh" | "forge" | "paper")[];
  /**
   * How much one run may touch, by zone, by server and as a whole.
   */
  limits?: {
    deletes?: Limit;
    changes?: Limit1;
  };
  override?: Roles;
  emergency?: Emergency;
  inventory?: Roles1;
  forge?: Forge;
  /**
   * How old a proof may be when it is brought in or acted on, in days of the calendar; 14 days when absent.
   */
  age?: string;
}
/**
 * Resources that would be removed.
 */
export interface Limit {
  /**
   * Of what there is; 10 % when absent.
   */
  share?: string;
  /**
   * So few are never too many by the share alone; 3 when absent.
   */
  floor?: number;
  /**
   * More are too many, whatever the share; 20 when absent.
   */
  most?: number;
}
/**
 * Resources that would be changed or replaced.
 */
export interface Limit1 {
  /**
   * Of what there is; 10 % when absent.
   */
  share?: string;
  /**
   * So few are never too many by the share alone; 3 when absent.
   */
  floor?: number;
  /**
   * More are too many, whatever the share; 20 when absent.
   */
  most?: number;
}
/**
 * Who may lift the limits for one plan, by its digest; the role head when absent.
 */
export interface Roles {
  /**
   * Roles of the procedures.
   *
   * @minItems 1
   */
  roles: string[];
}
/**
 * Suspensions that do not wait for their approval.
 */
export interface Emergency {
  /**
   * Roles that may suspend a service at once; application-head and datacenter-team when absent.
   *
   * @minItems 1
   */
  roles?: string[];
  /**
   * Working time until the approval that must follow; 8 hours when absent.
   */
  follow_up?: string;
}
/**
 * Who approves a change of datacenter/ or sop/; the role head when absent.
 */
export interface Roles1 {
  /**
   * Roles of the procedures.
   *
   * @minItems 1
   */
  roles: string[];
}
/**
 * The forge whose approvals count; needed for the kind forge.
 */
export interface Forge {
  /**
   * Which software it is.
   */
  kind: "github" | "gitlab" | "forgejo";
}
