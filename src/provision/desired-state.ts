/**
 * What the servers should hold for one approved request: the inputs of our resources.
 * Plain data, made by `desire()` from the Site model and rendered by the provider; every value in it
 * is covered by the plan digest, so nothing here may depend on a clock, a machine or an order of files.
 */
import type { VirtualHostProxy } from "./virtual-host-proxy";
import type { VirtualHostTls } from "./virtual-host-tls";

/** Inputs of `titip:apache:VirtualHost`: one site on one web server. */
export interface VirtualHostInputs {
  /** Request id, e.g. `HST-2026-0007`; names every file and folder of the site on the server. */
  request: string;
  /** Key of the web server in `datacenter/servers.yaml`. */
  server: string;
  /** Fully qualified name, lower case, without trailing dot. */
  serverName: string;
  /** Further fully qualified names, sorted. */
  serverAliases: string[];
  /** Where the site answers: an address of its own, or one shared with other sites. */
  address: SiteAddress;
  /** The Unix account that owns the site's files. */
  account: { name: string; uid: number };
  /** Name of the application, shown on the page that stands until the agency uploads its own. */
  title: string;
  /** Fetched from another server; absent for what stands in the document root. */
  proxy?: VirtualHostProxy;
  /** Served over https too; absent: http only. */
  tls?: VirtualHostTls;
  /** PHP runs the site's pages; absent for every other runtime. */
  php?: SitePhp;
  /** What binds the site; absent when nothing does. */
  limits?: SiteLimits;
  /** Public keys that may log in by SFTP, type and base64, sorted; absent: nobody. */
  sftp?: string[];
  /** The service has ended: the files are archived, the site is gone; what is left is the record of it. */
  closed?: true;
  /** The service rests: every page answers 503 under the site's own names, files and logs stay. */
  suspended?: true;
}

/** How PHP runs a site's pages: numbers of its FPM pool. */
export interface SitePhp {
  /** Most workers at a time. */
  children: number;
  /** Bytes that one page may use. */
  memory: number;
  /** Seconds that one request may take. */
  seconds: number;
}

/** What binds a site; each only where its server is set up to bind it, or its request names it. */
export interface SiteLimits {
  /** Bytes of files that the site's account may own. */
  storage?: number;
  /** Bytes of all processes of the site together. */
  memory?: number;
  /** Processor cores that they may use. */
  cores?: number;
  /** Bits per second of answers. */
  bandwidth?: number;
  /** Requests at a time. */
  connections?: number;
  /** Bytes of one request's body. */
  upload?: number;
}

/** Where a site answers. */
export interface SiteAddress {
  /** IPv4. */
  ip: string;
  /** The addresses are the site's own; else they are its web server's. */
  dedicated: boolean;
  /** IPv6 in canonical form (RFC 5952), where the site has one. */
  ipv6?: string;
}

/** Inputs of `titip:apache:Certificate`: the certificate of one site, served by its web server. */
export interface CertificateInputs {
  request: string;
  /** Key of the web server in `datacenter/servers.yaml`. */
  server: string;
  mode: VirtualHostTls["mode"];
  /** Every name that it must be good for: the main one, then the others, sorted. */
  names: string[];
}

/** One record as it is served: names without trailing dot, lower case. */
export interface DnsRecord {
  /** Zone that holds it, e.g. `cirebonkab.go.id` or `30.20.10.in-addr.arpa`. */
  zone: string;
  /** Fully qualified owner name. */
  name: string;
  type: "A" | "AAAA" | "CNAME" | "PTR";
  /** Seconds. */
  ttl: number;
  /** Address, or fully qualified target name without trailing dot. */
  value: string;
}

/** Inputs of `titip:dns:RecordSet`: all records of one request, forward, reverse and aliases. */
export interface RecordSetInputs {
  request: string;
  /** Key of the primary name server in `datacenter/servers.yaml`. */
  server: string;
  /** Sorted by zone, name, type, value. */
  records: DnsRecord[];
}

/** One service of a co-located server that may be reached. */
export interface Access {
  protocol: "tcp" | "udp";
  port: number;
  /** Networks (`10.20.0.0/16`) that may reach it, sorted; empty: everybody. */
  from: string[];
}

/** Inputs of `titip:firewall:RuleSet`: what a gateway lets through to one co-located server. All else is dropped. */
export interface RuleSetInputs {
  request: string;
  /** Key of the gateway in `datacenter/servers.yaml`. */
  server: string;
  /** Addresses of the co-located server, sorted. */
  addresses: string[];
  /** Sorted by protocol and port; empty: nothing is let through, as while the service is suspended. */
  access: Access[];
  /** The service has ended: the rules are gone; what is left is the record of it. */
  closed?: true;
}

/** Inputs of `titip:container:Store`: what a site's container keeps on its server, within its size. */
export interface ContainerStoreInputs {
  request: string;
  /** Key of the container server in `datacenter/servers.yaml`. */
  server: string;
  /** Owner of the files: the user that the container runs as. */
  uid: number;
  /** Size of all folders together. */
  bytes: number;
  /** One word for each folder of the container that stays, sorted. */
  folders: string[];
  /** The service has ended: the files are archived and gone; what is left is the record of it. */
  closed?: true;
}

/** One record of a public zone that another company serves: inputs of `cloudflare.DnsRecord`. */
export interface PublicRecord extends DnsRecord {
  /** Identifier of the zone at that company. */
  zoneId: string;
  /** Says whose the record is, for people and for programs: `titip HST-2026-0007`. */
  comment: string;
}

/** Inputs of `titip:database:Database`: one database, its user, and what the site is told to connect. */
export interface DatabaseInputs {
  request: string;
  /** Key of the database server in `datacenter/servers.yaml`. */
  server: string;
  engine: "mariadb" | "postgresql";
  /** Of the database and of its user. */
  name: string;
  /** Address under which the site reaches the server. */
  host: string;
  /** Where the application runs: the only address the user may come from, and where the password is delivered. */
  client: {
    /** Key of that server in `datacenter/servers.yaml`. */
    server: string;
    address: string;
    /** Of the account that may read the password. */
    uid: number;
  };
  /** Most connections at a time. */
  connections: number;
  /** Bytes; over that nothing more is taken in. */
  size: number;
  characterSet: string;
  collation: string;
  /** Another one: another password is made. The password itself is nowhere but on the two servers. */
  passwordVersion: number;
  /** The service has ended: the database is archived and gone, the resource stays as its record. */
  closed?: true;
}
