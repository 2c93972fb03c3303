import type { DnsRecord } from "../provision/desired-state";

/**
 * The servers as the provider sees them. Calls made within a short while of each other are joined:
 * reads into one round trip per server, changes into one transaction per server (group commit).
 * Every method rejects with a `ServerError`.
 */
export interface Fleet {
  web(server: string): WebServer;
  dns(server: string): NameServer;
  /** Ends every session; waits for running transactions. */
  close(): Promise<void>;
}

/** What is wanted on a web server for one request. */
export interface SiteOrder {
  request: string;
  account: { name: string; uid: number };
  /** An address the server must carry for this site alone; undefined when the address is shared. */
  dedicatedAddress?: string;
  /** Address to probe; the names to ask it for stand in the configuration. */
  address: string;
  /** Text of the virtual host, rendered by `src/provision/render-virtual-host.ts`. */
  configuration: string;
  /** Page written as `index.html` when the document root is made; never overwrites anything. */
  placeholder: string;
}

/** What a web server holds for one request, as read from the server itself. */
export interface SiteReality {
  request: string;
  configuration: string;
  account: { name: string; uid: number } | undefined;
  /** The document root exists and belongs to the account. */
  documentRoot: boolean;
  dedicatedAddress: string | undefined;
}

export interface WebServer {
  /** `undefined` when the server holds nothing of this request; what is left of a site has an empty configuration. */
  read(request: string): Promise<SiteReality | undefined>;
  /** Creates or replaces; returns after the new configuration is proven to be served. Safe to repeat. */
  put(order: SiteOrder): Promise<SiteReality>;
  /**
   * Archives the files, then removes site, account and dedicated address. Nothing there is fine: then `archive` is
   * the one that an earlier removal made, if there was one.
   */
  remove(request: string): Promise<{ archive: string | undefined }>;
  /** All Unix uids from the hosting range, site names and addresses in use, ours or not: what `assess` must avoid. */
  survey(): Promise<{ uids: number[]; names: string[]; addresses: string[] }>;
}

export interface NameServer {
  /** Records that carry this request's owner marker, as served; empty when none. */
  read(request: string, zones: string[]): Promise<DnsRecord[]>;
  /** From what is ours there to `wanted` (empty removes all). Refuses names held by somebody else. Safe to repeat. */
  apply(request: string, zones: string[], wanted: DnsRecord[]): Promise<DnsRecord[]>;
  /** Every record of the zones but the SOA, foreign ones and other types included, for `assess`. */
  survey(zones: string[]): Promise<SurveyedRecord[]>;
}

/** One record as served, whoever made it. */
export interface SurveyedRecord {
  zone: string;
  /** Fully qualified owner name, lower case, without trailing dot. */
  name: string;
  /** Any type, e.g. `MX`; owner markers are left out. */
  type: string;
  ttl: number;
  value: string;
  /** The request whose marker the name carries; undefined when the record is foreign. */
  request?: string;
}
