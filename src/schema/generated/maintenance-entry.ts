// Generated from schema/maintenance-entry.json by scripts/generate-types.mjs. Do not edit: run `npm run generate`.

/**
 * records/maintenance/<month>/<moment>-<kind>-<digest>.yaml: something that was done to servers or services, written once and never changed. The digest in the name is of the contents.
 */
export interface MaintenanceEntry {
  /**
   * When it was done.
   */
  at: string;
  /**
   * work: by people. drift: a server was not as it should be and was put right. certificate: one was renewed. backup: a run. restore: a site was put back.
   */
  kind: "work" | "drift" | "certificate" | "backup" | "restore";
  /**
   * What was done.
   */
  what: string;
  /**
   * How it went.
   */
  result: "done" | "partial" | "failed";
  /**
   * Servers, by key.
   *
   * @minItems 1
   */
  servers?: string[];
  /**
   * Requests whose services it concerns.
   *
   * @minItems 1
   * @maxItems 1000
   */
  requests?: string[];
  /**
   * Key of an entry in an inventory file: lower-case letters, digits and hyphens, beginning with a letter.
   */
  window?: string;
  /**
   * Key of an entry in an inventory file: lower-case letters, digits and hyphens, beginning with a letter.
   */
  by?: string;
  /**
   * More words.
   */
  detail?: string;
}
