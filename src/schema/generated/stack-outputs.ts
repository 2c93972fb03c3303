// Generated from schema/stack-outputs.json by scripts/generate-types.mjs. Do not edit: run `npm run generate`.

/**
 * Register of addresses and subdomains, sorted by name.
 */
export type Register = RegisterEntry[];
/**
 * Services that have ended, with the place of their archives, by request id.
 */
export type Closed = ClosedHosting[];
/**
 * Ids of requests that could not be applied the last time; what they have on the servers may differ from what was asked.
 */
export type Failed = string[];
/**
 * Approved requests that were left out because an older one holds one of their values.
 */
export type Refused = RefusedRequest[];

/**
 * What the Pulumi program exports: the configuration record of hostings and co-located servers and the register of addresses and subdomains, two of the four records that the hosting procedure demands.
 */
export interface StackOutputs {
  configurations: Configurations;
  colocations: Colocations;
  register: Register;
  closed: Closed;
  failed: Failed;
  refused: Refused;
}
/**
 * Configuration report: one entry for each hosting that exists, by request id.
 */
export interface Configurations {
  [k: string]: HostingConfiguration;
}
/**
 * Data and configuration of one hosting (activity 7 of the procedure: letter of notification).
 */
export interface HostingConfiguration {
  /**
   * Request id.
   */
  request: string;
  /**
   * Name of the agency.
   */
  agency: string;
  /**
   * Name of the application.
   */
  application: string;
  /**
   * static, php, proxy or container.
   */
  runtime: string;
  /**
   * public, limited or restricted.
   */
  classification: string;
  /**
   * Where the site answers.
   */
  url: string;
  /**
   * Fully qualified main name.
   */
  serverName: string;
  /**
   * Further fully qualified names.
   */
  aliases: string[];
  /**
   * Key of the web server in the inventory.
   */
  server: string;
  address: SiteAddress;
  account: SiteAccount;
  /**
   * Folder that Apache serves.
   */
  documentRoot: string;
  logs: SiteLogs;
  /**
   * File of the virtual host on the server.
   */
  configFile: string;
  /**
   * Keys of the name servers in the inventory.
   */
  nameServers: string[];
  /**
   * DNS records as served.
   */
  records: ServedRecord[];
  resources: GrantedResources;
  sftp?: SftpConfiguration;
  certificate?: CertificateConfiguration;
  container?: ContainerConfiguration;
  database?: DatabaseConfiguration;
  term: ServiceTerm;
  approval: Approval;
  suspended?: Suspension;
}
/**
 * Address that the site answers on.
 */
export interface SiteAddress {
  /**
   * IPv4 address.
   */
  ip: string;
  /**
   * IPv6 address; missing where the site has none.
   */
  ipv6?: string;
  /**
   * The address belongs to this site alone.
   */
  dedicated: boolean;
}
/**
 * Unix account that owns the site's files.
 */
export interface SiteAccount {
  /**
   * Account name.
   */
  name: string;
  /**
   * Unix uid.
   */
  uid: number;
}
/**
 * Log files on the web server.
 */
export interface SiteLogs {
  /**
   * Access log.
   */
  access: string;
  /**
   * Error log.
   */
  error: string;
}
/**
 * One DNS record; names without trailing dot (RFC 1035 section 3.1).
 */
export interface ServedRecord {
  /**
   * Zone that holds it.
   */
  zone: string;
  /**
   * Fully qualified owner name.
   */
  name: string;
  /**
   * A, AAAA, CNAME or PTR.
   */
  type: string;
  /**
   * Seconds.
   */
  ttl: number;
  /**
   * Address or fully qualified target.
   */
  value: string;
}
/**
 * What was granted.
 */
export interface GrantedResources {
  /**
   * Storage of files.
   */
  storage: string;
  /**
   * Memory.
   */
  memory: string;
  /**
   * Bandwidth.
   */
  bandwidth: string;
}
/**
 * Missing where files are brought in another way.
 */
export interface SftpConfiguration {
  /**
   * Address of the web server's SSH.
   */
  host: string;
  /**
   * Port of the web server's SSH.
   */
  port: number;
  /**
   * The site's account.
   */
  user: string;
  /**
   * Fingerprints of the keys that are let in, as `ssh-keygen -l` shows them.
   */
  keys: string[];
}
/**
 * Missing where the site is meant to be served over http only.
 */
export interface CertificateConfiguration {
  /**
   * Fetched by ACME (RFC 8555), or put on the server by an administrator.
   */
  mode: "acme" | "certificate";
  /**
   * False while the site is still served over http.
   */
  served: boolean;
  /**
   * Last moment of the certificate (RFC 3339); empty while there is none.
   */
  until: string;
  /**
   * Who signed it.
   */
  issuer: string;
}
/**
 * Missing where the application runs in no container.
 */
export interface ContainerConfiguration {
  /**
   * Key of the container server in the inventory.
   */
  server: string;
  /**
   * Name of the container there.
   */
  name: string;
  /**
   * Name of the image, with its digest when it is a registry's.
   */
  image: string;
  /**
   * SHA-256 of the build folder that it was made of.
   */
  build?: string;
  /**
   * Where the web server finds it.
   */
  address: string;
  /**
   * Folders whose files stay.
   */
  volumes: string[];
}
/**
 * Missing where the hosting has none. The password is in no output: the application reads it from a file.
 */
export interface DatabaseConfiguration {
  /**
   * Database engine.
   */
  engine: "mariadb" | "postgresql";
  /**
   * Key of the database server in the inventory.
   */
  server: string;
  /**
   * Address under which the application reaches it.
   */
  host: string;
  /**
   * Name of the database.
   */
  name: string;
  /**
   * User, who may come from the application's server only.
   */
  user: string;
  /**
   * Storage granted.
   */
  size: string;
  /**
   * Most connections at a time.
   */
  connections: number;
  /**
   * Character set.
   */
  characterSet: string;
  /**
   * Order of text.
   */
  collation: string;
  /**
   * File on the application's server with host, name, user and password, readable for the site's account.
   */
  secretFile: string;
  /**
   * Which password is in force, counted from 1.
   */
  passwordVersion: number;
  /**
   * False while the database is over its size: then it takes nothing more in.
   */
  writable: boolean;
}
/**
 * First and last day of the service, renewals counted.
 */
export interface ServiceTerm {
  /**
   * First day.
   */
  from: string;
  /**
   * Last day.
   */
  until: string;
}
/**
 * Who approved and how far that has been verified.
 */
export interface Approval {
  /**
   * Position in the inventory; empty while only assumed.
   */
  by: string;
  /**
   * Time of the decision; empty while only assumed.
   */
  at: string;
  /**
   * Number of the agency's letter of request.
   */
  letter?: string;
  /**
   * An approval is claimed as long as its evidence (a signature, the forge's own record) has not been checked.
   */
  status: "claimed, not verified" | "verified" | "assumed for preview";
}
/**
 * Missing while the service runs.
 */
export interface Suspension {
  /**
   * When it was suspended, with offset.
   */
  since: string;
  /**
   * Why.
   */
  reason: string;
}
/**
 * Co-located servers: one entry for each that was approved, by request id.
 */
export interface Colocations {
  [k: string]: ColocationConfiguration;
}
/**
 * Place, connection and access of one co-located server (activities 3, 5 and 8 of the co-location procedure).
 */
export interface ColocationConfiguration {
  /**
   * Request id.
   */
  request: string;
  /**
   * Name of the agency.
   */
  agency: string;
  /**
   * Name of the system.
   */
  application: string;
  /**
   * public, limited or restricted.
   */
  classification: string;
  /**
   * Fully qualified name of the server.
   */
  serverName: string;
  /**
   * Further fully qualified names.
   */
  aliases: string[];
  server: ColocatedServer;
  /**
   * Rack: key in racks.yaml.
   */
  rack: string;
  /**
   * Lowest rack unit, counted from the bottom.
   */
  unit: number;
  /**
   * Side of the rack: front or rear.
   */
  face: string;
  /**
   * Power feeds, one for each power supply.
   */
  feeds: string[];
  /**
   * Switch: key in racks.yaml.
   */
  switch: string;
  /**
   * Port of the switch.
   */
  port: string;
  /**
   * VLAN number (IEEE 802.1Q).
   */
  vlan: number;
  /**
   * Network: key in networks.yaml.
   */
  network: string;
  /**
   * IPv4 addresses, the main one first.
   */
  addresses: string[];
  /**
   * The network's router.
   */
  gateway: string;
  /**
   * Gateway that lets through what was approved: key in servers.yaml; empty where none of ours does.
   */
  firewall: string;
  /**
   * What the gateway lets through; all else is dropped.
   */
  access: LetThrough[];
  /**
   * Keys of the name servers in the inventory.
   */
  nameServers: string[];
  /**
   * DNS records as served.
   */
  records: ServedRecord[];
  /**
   * Bandwidth granted.
   */
  bandwidth: string;
  term: ServiceTerm;
  approval: Approval;
  suspended?: Suspension;
}
/**
 * The server as approved.
 */
export interface ColocatedServer {
  /**
   * Maker.
   */
  brand: string;
  /**
   * Model.
   */
  model: string;
  /**
   * Serial number, as delivered where that is known.
   */
  serial?: string;
  /**
   * Height in rack units.
   */
  rackUnits: number;
  /**
   * Depth.
   */
  depth?: string;
  /**
   * Weight.
   */
  weight?: string;
  /**
   * Electric power that it takes at most.
   */
  power: string;
  /**
   * Redundant power supplies.
   */
  powerFeeds: number;
  /**
   * Heat given off.
   */
  heat?: string;
  /**
   * Operating system.
   */
  operatingSystem: string;
  /**
   * Software and supporting applications.
   */
  software: string[];
  /**
   * Network interfaces.
   */
  interfaces: ServerInterface[];
}
/**
 * One network interface.
 */
export interface ServerInterface {
  /**
   * Name.
   */
  name: string;
  /**
   * Hardware address.
   */
  mac: string;
  /**
   * Speed.
   */
  speed: string;
}
/**
 * One service of a co-located server that may be reached.
 */
export interface LetThrough {
  /**
   * Transport protocol.
   */
  protocol: "tcp" | "udp";
  /**
   * Port.
   */
  port: number;
  /**
   * Networks that may reach it; empty: everybody.
   */
  from: string[];
}
/**
 * One name and the address behind it.
 */
export interface RegisterEntry {
  /**
   * IPv4 address.
   */
  ip: string;
  /**
   * Fully qualified name.
   */
  name: string;
  /**
   * Main name or alias of the site.
   */
  type: "address" | "alias";
  /**
   * Request id.
   */
  request: string;
  /**
   * Name of the agency.
   */
  agency: string;
  /**
   * Key of the web server; of a co-located server its place, rack and lowest unit.
   */
  server: string;
  /**
   * Day of the decision, YYYY-MM-DD; empty while only assumed.
   */
  since: string;
}
/**
 * What is left of a service that has ended, hosting or co-location.
 */
export interface ClosedHosting {
  /**
   * Request id.
   */
  request: string;
  /**
   * Name of the agency.
   */
  agency: string;
  /**
   * Name of the application.
   */
  application: string;
  /**
   * Key of the web server that holds the archive; of a co-located server its former place.
   */
  server: string;
  /**
   * File on that server; empty when there was nothing to archive.
   */
  archive: string;
  container?: ClosedContainer;
  database?: ClosedDatabase;
  /**
   * Day of the closure, YYYY-MM-DD.
   */
  closed: string;
  /**
   * Why the service ended.
   */
  reason: string;
}
/**
 * Missing where the application ran in no container.
 */
export interface ClosedContainer {
  /**
   * Key of the container server that holds the archive.
   */
  server: string;
  /**
   * File on that server with the volumes; empty when there was nothing to archive.
   */
  archive: string;
}
/**
 * Missing where the hosting had none.
 */
export interface ClosedDatabase {
  /**
   * Key of the database server that holds the archive.
   */
  server: string;
  /**
   * File on that server; empty when there was nothing to archive.
   */
  archive: string;
}
/**
 * An approved request that could not be given its values.
 */
export interface RefusedRequest {
  /**
   * Request id.
   */
  request: string;
  /**
   * Its file.
   */
  file: string;
  /**
   * Which value is held by whom, and what to do (Indonesian).
   */
  reason: string;
}
