import type { Access, DnsRecord } from "../provision/desired-state";
import type { UsageRecord } from "../report/usage-record";
import type { ServerError } from "./server-error";

/**
 * The servers as the provider sees them. Calls made within a short while of each other are joined:
 * reads into one round trip per server, changes into one transaction per server (group commit).
 * Every method rejects with a `ServerError`.
 */
export interface Fleet {
  web(server: string): WebServer;
  dns(server: string): NameServer;
  gateway(server: string): Gateway;
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
  /**
   * What the sites of the server used, those that it had too, counted up to now. Waits for nobody's transaction.
   * @param requests only these; all when empty
   */
  usage(requests?: string[]): Promise<UsageReading>;
}

/** What a web server has counted from its access logs. */
export interface UsageReading {
  server: string;
  months: UsageRecord[];
  /** Lines that are not of the form that Apache is told to write; they are in no sum. */
  unreadable: { request: string; lines: number }[];
  /** Sites that could not be counted. */
  failures: ServerError[];
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

/** What is wanted on a gateway for one request. */
export interface RuleOrder {
  request: string;
  addresses: string[];
  access: Access[];
}

/** What a gateway enforces for one request, as read from its kernel. */
export interface RuleReality extends RuleOrder {
  /** What nobody approved is dropped: all of Titip's table that is no request's own is as it was loaded. */
  defaultDeny: boolean;
  /** The next boot brings the same rules back. */
  restoredAtBoot: boolean;
  /** Rules among the request's that Titip does not write, as nftables lists them. */
  foreignRules: string[];
}

export interface Gateway {
  /** `undefined` when the gateway holds nothing of this request. */
  read(request: string): Promise<RuleReality | undefined>;
  /** Creates or replaces; returns after the kernel was asked what it enforces. Safe to repeat. */
  put(order: RuleOrder): Promise<RuleReality>;
  /** Nothing there is fine. */
  remove(request: string): Promise<void>;
  /** Addresses that have rules, are the gateway's own, or belong to whoever is plugged in: what `assess` must avoid. */
  survey(): Promise<{ addresses: string[] }>;
}
