import type { DnsRecord } from "../provision/desired-state";
import { isAddress4, reverseName } from "./addresses";
import { zoneOf } from "./names";
import { compareRecords } from "./zone-contents";

export interface HostingNames {
  /** Fully qualified server name. */
  fqdn: string;
  /** Further fully qualified names; each becomes a CNAME of `fqdn`. */
  aliases: string[];
  ip: string;
  /** IPv6 in canonical form, where the site has one. */
  ipv6?: string;
  /** The address is the site's own, so its PTR is too (a shared address has no PTR per site). */
  dedicated: boolean;
  /** Zones of the inventory by name, `ttl` in seconds. */
  zones: Record<string, { ttl: number }>;
}

/**
 * All records of one hosting request, sorted.
 * @throws Error when no zone of the inventory holds a name; `titip check` reports that earlier, with its line.
 */
export function recordsFor({ ip, ipv6, dedicated, ...names }: HostingNames): DnsRecord[] {
  const addresses = ipv6 === undefined ? [ip] : [ip, ipv6];
  return recordsOfServer({ ...names, addresses, reverse: dedicated });
}

export interface ServerNames extends Pick<HostingNames, "fqdn" | "aliases" | "zones"> {
  /** All addresses that the name stands for. */
  addresses: readonly string[];
  /** The addresses belong to this name alone: each has a PTR. */
  reverse: boolean;
}

/** The same for a server with several addresses: forward, aliases and, where wanted, reverse. */
export function recordsOfServer({ fqdn, aliases, addresses, reverse, zones }: ServerNames): DnsRecord[] {
  const record = (name: string, type: DnsRecord["type"], value: string): DnsRecord => {
    const zone = zoneOf(name, Object.keys(zones));
    const ttl = zone === undefined ? undefined : zones[zone]?.ttl;
    if (zone === undefined || ttl === undefined) throw new Error(`no zone in the inventory holds ${name}`);
    return { zone, name, type, ttl, value };
  };
  const records = [
    ...addresses.map((ip) => record(fqdn, isAddress4(ip) ? "A" : "AAAA", ip)),
    ...[...new Set(aliases)].map((alias) => record(alias, "CNAME", fqdn)),
  ];
  if (reverse) records.push(...addresses.map((ip) => record(reverseName(ip), "PTR", fqdn)));
  return records.sort(compareRecords);
}
