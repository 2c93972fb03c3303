// Generated from schema/maintenance.json by scripts/generate-types.mjs. Do not edit: run `npm run generate`.

/**
 * datacenter/maintenance.yaml: planned windows of maintenance. What was then done stands in records/maintenance.
 */
export interface MaintenanceFile {
  /**
   * Windows by key.
   */
  windows: {
    [k: string]: MaintenanceWindow;
  };
}
/**
 * A time in which servers may be touched and services may fail.
 */
export interface MaintenanceWindow {
  /**
   * When it begins.
   */
  from: string;
  /**
   * When it ends.
   */
  until: string;
  /**
   * What is to be done.
   */
  what: string;
  /**
   * Servers that it concerns, by key.
   *
   * @minItems 1
   */
  servers: string[];
  /**
   * Key of an entry in an inventory file: lower-case letters, digits and hyphens, beginning with a letter.
   */
  by?: string;
}
