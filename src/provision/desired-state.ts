/**
 * What the servers should hold for one approved request: the inputs of our resources.
 * Plain data, made by `desire()` from the Site model and rendered by the provider; every value in it
 * is covered by the plan digest, so nothing here may depend on a clock, a machine or an order of files.
 */

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
  address: { ip: string; dedicated: boolean };
  /** The Unix account that owns the site's files. */
  account: { name: string; uid: number };
  /** Name of the application, shown on the page that stands until the agency uploads its own. */
  title: string;
  /** The service has ended: the files are archived, the site is gone; what is left is the record of it. */
  closed?: true;
  /** The service rests: every page answers 503 under the site's own names, files and logs stay. */
  suspended?: true;
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
