// Generated from schema/agencies.json by scripts/generate-types.mjs. Do not edit: run `npm run generate`.

/**
 * datacenter/agencies.yaml: the agencies (OPD, SKPD) that may place a request.
 */
export interface AgenciesFile {
  /**
   * Agencies by key.
   */
  agencies: {
    [k: string]: Agency;
  };
}
/**
 * An office of the government.
 */
export interface Agency {
  /**
   * The official name.
   */
  name: string;
  /**
   * The usual short name.
   */
  short: string;
}
