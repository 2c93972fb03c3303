// Generated from schema/approval.json by scripts/generate-types.mjs. Do not edit: run `npm run generate`.

/**
 * approvals/<name>.yaml: an approval that is no step of a request: of an edited request, of a repair, of a change of the inventory, or of a run beyond the limits. Written once; its proof lies in evidence/approvals/.
 */
export interface Approval {
  /**
   * What is approved: change (of requests that were approved before, or what a change of the inventory does to them), repair (of what differs on the servers), inventory (new files in datacenter/ or sop/), override (one plan beyond the limits).
   */
  kind: "change" | "repair" | "inventory" | "override";
  /**
   * Whose plan is approved; without it the whole plan is.
   */
  request?: string;
  /**
   * Digest of what is approved; `titip sign --approval` writes it.
   */
  digest?: string;
  /**
   * When, with offset.
   */
  at: string;
  /**
   * Who decided it: position in officers.yaml.
   */
  by: string;
  /**
   * Who typed it, when that was somebody else: position in officers.yaml.
   */
  recorded_by?: string;
  /**
   * Why.
   */
  reason: string;
}
