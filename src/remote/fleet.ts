import type { Access, DnsRecord } from "../provision/desired-state";
import type { SiteExtra } from "../provision/site-extras";
import type { UsageRecord } from "../report/usage-record";
import type { Backups } from "./backups";
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
  database(server: string): DatabaseServer;
  /** Of a web server or of one that runs containers. */
  secrets(server: string): SecretStore;
  /** Of any server that makes some. */
  backups(server: string): Backups;
  certificates(server: string): CertificateStore;
  containers(server: string): ContainerServer;
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
  /** What the site has beside its virtual host: `["sftp", KEY]`, `["pool", TEXT]`. Absent: nothing of that sort. */
  extras?: readonly SiteExtra[];
}

/** What a web server holds for one request, as read from the server itself. */
export interface SiteReality {
  request: string;
  configuration: string;
  account: { name: string; uid: number } | undefined;
  /** The document root exists and belongs to the account. */
  documentRoot: boolean;
  dedicatedAddress: string | undefined;
  /** What the server really holds beside the virtual host, in the form of an order's; absent when nothing. */
  extras?: SiteExtra[];
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
  /** The same with answers by class and different visitors. */
  collect(requests?: string[]): Promise<UsageReading>;
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

/** What is wanted on a database server for one request. */
export interface DatabaseOrder {
  request: string;
  engine: "mariadb" | "postgresql";
  /** Of the database and of its user. */
  name: string;
  /** IPv4 address that the user may come from. */
  client: string;
  /** Most connections at a time. */
  connections: number;
  /** Bytes; over that nothing more is taken in. */
  size: number;
  /** Address under which the client reaches the server; stands in the text for the site. */
  host: string;
  passwordVersion: number;
  /** `new`: another password is made, and handed out once. */
  password: "keep" | "new";
}

/** What a database server has for one request, as its engine says; its limits and hosts as they are enforced. */
export interface DatabaseHeld extends Omit<DatabaseOrder, "password"> {
  /** 0 when the user's password is not the one that was handed out. */
  passwordVersion: number;
  characterSet: string;
  collation: string;
  /** SHA-256 of the text that was handed out for the site; in no state, only to be compared. */
  secretDigest: string;
  /** What it takes on disk. */
  bytes: number;
  /** False while it is over its size. */
  writable: boolean;
  /** What stands there beside or instead of what was ordered: privileges, accounts, lines of pg_hba.conf. */
  deviations: string[];
}

export interface DatabaseServer {
  /** `undefined` when the server has no database of this request. */
  read(request: string): Promise<DatabaseHeld | undefined>;
  /**
   * Creates or changes; returns after the engine was asked what it enforces. Safe to repeat. `secret` is the text for
   * the site, given when a password was made: it is kept nowhere else.
   */
  put(order: DatabaseOrder): Promise<{ held: DatabaseHeld; secret: string | undefined }>;
  /** Archives a dump, then removes database and user. Nothing there is fine; see `WebServer.remove`. */
  remove(request: string): Promise<{ archive: string | undefined }>;
  /** Names of databases and users, whoever has them: what `assess` must avoid. */
  survey(): Promise<{ names: string[] }>;
  /** Every database of Titip's with what it takes. */
  usage(): Promise<DatabaseHeld[]>;
}

/** A file of root's that the site's account may read: `/srv/titip/<request>/secrets/<name>`. */
export interface SecretOrder {
  request: string;
  /** Of the site's account; on a container server the group that the container runs with. */
  uid: number;
  /** e.g. `database.env`. */
  name: string;
  text: string;
}

export interface SecretReality {
  /** Of those who may read it; 0 when owner or mode are not as they should be. */
  uid: number;
  /** SHA-256 of the text. */
  digest: string;
}

export interface SecretStore {
  read(request: string, name: string): Promise<SecretReality | undefined>;
  /** Writes or replaces. Safe to repeat. */
  put(order: SecretOrder): Promise<void>;
  /** Nothing there is fine. */
  remove(request: string, name: string): Promise<void>;
}

/** The certificate that is wanted for a site. */
export interface CertificateOrder {
  request: string;
  mode: "acme" | "certificate";
}

/** What a web server has for a site whose virtual host asks for a certificate. */
export interface CertificateReality extends CertificateOrder {
  /** Over https, with a certificate that is good for all names now. */
  served: boolean;
  /** The names that it has to be good for, the main one first. */
  names: readonly string[];
  /** Last moment of the certificate (RFC 3339); empty while there is none. */
  until: string;
  issuer: string;
  /** Why it is not served; empty when it is. */
  problem: string;
}

export interface CertificateStore {
  /** `undefined` when no virtual host of this request asks for a certificate. */
  read(request: string): Promise<CertificateReality | undefined>;
  /**
   * Has a certificate fetched, or takes the administrator's, and serves it. Waits for the authority for so long; a
   * certificate that cannot be had is no error but not `served`. Safe to repeat.
   */
  put(order: CertificateOrder): Promise<CertificateReality>;
  /** The site is served over http only, the certificate is forgotten. Nothing there is fine. */
  remove(request: string): Promise<void>;
}

/** What is wanted on a container server for one request. */
export interface StoreOrder {
  request: string;
  /** Owner of the folders. */
  uid: number;
  /** Size of the file system. */
  bytes: number;
  /** One word for each folder. */
  folders: readonly string[];
}

/** What a container server keeps for one request, as it really is. */
export interface StoreReality extends StoreOrder {
  /** False while its file system is not mounted: the container would write beside it. */
  mounted: boolean;
  /** Bytes of it that are used. */
  used: number;
}

/** What outlives the containers of a server; the containers themselves are made by Docker's provider. */
export interface ContainerServer {
  /** `undefined` when the server keeps nothing of this request. */
  read(request: string): Promise<StoreReality | undefined>;
  /** Creates, mounts, grows. Safe to repeat. */
  put(order: StoreOrder): Promise<StoreReality>;
  /** Stops the request's containers, archives their files, then removes them. Nothing there is fine; see `WebServer.remove`. */
  remove(request: string): Promise<{ archive: string | undefined }>;
  /** Ports that are in use, whoever has them: what `assess` must avoid. */
  survey(): Promise<{ ports: number[]; uids: number[] }>;
}
