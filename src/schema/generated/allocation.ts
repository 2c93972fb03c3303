// Generated from schema/allocation.json by scripts/generate-types.mjs. Do not edit: run `npm run generate`.

/**
 * datacenter/allocation.yaml: how `titip assess` gives values.
 */
export interface AllocationFile {
  allocation: AllocationPolicy;
}
/**
 * Limits and resting times of allocated values.
 */
export interface AllocationPolicy {
  /**
   * Days that a released address or name rests before it is given again.
   */
  quarantine_days: number;
  uids: UidRange;
}
/**
 * Unix accounts of sites; a uid is never given twice.
 */
export interface UidRange {
  /**
   * First uid.
   */
  from: number;
  /**
   * Last uid.
   */
  to: number;
}
