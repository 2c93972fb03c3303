// Generated from schema/officers.json by scripts/generate-types.mjs. Do not edit: run `npm run generate`.

/**
 * datacenter/officers.yaml: positions of the data centre's office and who held them when. Names stand in contacts.yaml.
 */
export interface OfficersFile {
  /**
   * Positions by key.
   */
  officers: {
    [k: string]: Officer;
  };
}
/**
 * A position. A step of a request names the position; the holder follows from the step's time.
 */
export interface Officer {
  /**
   * The position's official title.
   */
  title: string;
  /**
   * Roles of the procedures (sop/*.yaml) that the position fills.
   *
   * @minItems 1
   */
  roles: string[];
  /**
   * Who held the position when; the list only grows, so that old steps still verify.
   *
   * @minItems 1
   */
  holders: Holder[];
}
/**
 * A person's term in a position.
 */
export interface Holder {
  /**
   * Key of an entry in an inventory file: lower-case letters, digits and hyphens, beginning with a letter.
   */
  contact: string;
  /**
   * Acting officer: plt (pelaksana tugas, post vacant) or plh (pelaksana harian, holder absent).
   */
  acting?: "plt" | "plh";
  valid: TermOfOffice;
  /**
   * Keys that the person signs approvals with. The list only grows, so that old signatures still verify: a key that is no longer used gets `until`, a lost or stolen one `revoked`.
   *
   * @minItems 1
   * @maxItems 20
   */
  keys?: OfficerKey[];
  accounts?: ForgeAccounts;
}
/**
 * First and last day of the term, in the time zone of the step; without `until` it goes on.
 */
export interface TermOfOffice {
  /**
   * First day.
   */
  from: string;
  /**
   * Last day.
   */
  until?: string;
}
/**
 * A public SSH key and when it counts.
 */
export interface OfficerKey {
  /**
   * The public key: type and base64, as in a .pub file.
   */
  key: string;
  /**
   * First day on which its signatures count.
   */
  from: string;
  /**
   * Last day.
   */
  until?: string;
  /**
   * Since when it is not to be trusted: lost, or in other hands.
   */
  revoked?: string;
}
/**
 * The person's accounts on forges, whose approvals count as the officer's.
 */
export interface ForgeAccounts {
  /**
   * Account on GitHub.
   */
  github?: string;
  /**
   * Account on GitLab.
   */
  gitlab?: string;
  /**
   * Account on Forgejo.
   */
  forgejo?: string;
}
