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
  /**
   * Accounts on the forge of the people who send the agency's requests; they may touch no other agency's.
   *
   * @minItems 1
   * @maxItems 50
   */
  accounts?: string[];
}
