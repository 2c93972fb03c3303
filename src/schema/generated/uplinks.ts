// Generated from schema/uplinks.json by scripts/generate-types.mjs. Do not edit: run `npm run generate`.

/**
 * datacenter/uplinks.yaml: lines to the outside, and how much of them may be promised.
 */
export interface UplinksFile {
  /**
   * Uplinks by key.
   */
  uplinks: {
    [k: string]: Uplink;
  };
}
/**
 * One line to the outside.
 */
export interface Uplink {
  /**
   * Who runs it.
   */
  provider?: string;
  /**
   * Its bandwidth.
   */
  rate: string;
  /**
   * Which share of it may be promised; all of it when absent.
   */
  margin?: string;
  /**
   * To how many each bit per second may be promised, since not all send at once; 1 when absent.
   */
  contention?: number;
  /**
   * true: used only while another line is down, so nothing of it is promised.
   */
  standby?: boolean;
}
