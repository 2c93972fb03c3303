/** What the servers hold beyond what requests know: foreign records, sites and accounts. */
export interface Reality {
  addresses: ReadonlySet<string>;
  /** Fully qualified names with records or virtual hosts of somebody else. */
  names: ReadonlySet<string>;
  uids: ReadonlySet<number>;
  /** `<database server>/<name>` of every database and database user there. */
  databases?: ReadonlySet<string>;
  /** `<container server>/<port>` of every port that is in use there. */
  ports?: ReadonlySet<string>;
}

export const NOTHING_KNOWN: Reality = { addresses: new Set(), names: new Set(), uids: new Set() };
