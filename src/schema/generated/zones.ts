// Generated from schema/zones.json by scripts/generate-types.mjs. Do not edit: run `npm run generate`.

/**
 * datacenter/zones.yaml: DNS zones in which Titip publishes records, forward and reverse.
 */
export interface ZonesFile {
  /**
   * Zones by domain name.
   */
  zones: {
    [k: string]: Zone;
  };
}
/**
 * One zone. Reverse zones end in in-addr.arpa.
 */
export interface Zone {
  /**
   * What serves the zone: a name server of ours (BIND), or Cloudflare for a public zone.
   */
  provider: "bind" | "cloudflare";
  /**
   * Primary name server of a zone served by BIND: key in servers.yaml.
   */
  server?: string;
  /**
   * The zone's identifier at Cloudflare, from its overview page. The token that may edit it is never written here: docs/public-zone.md.
   */
  zone_id?: string;
  /**
   * Time to live of our records, in seconds.
   */
  ttl: number;
  names?: NamePolicy;
}
/**
 * Which names a request may ask for.
 */
export interface NamePolicy {
  /**
   * Regular expression (ECMAScript) that a subdomain must match, besides RFC 1123.
   */
  pattern?: string;
  /**
   * Names that no request may have.
   */
  reserved?: string[];
}
