import type { Network } from "../schema/generated/networks";
import type { Server } from "../schema/generated/servers";
import { addressesOf6, allocatedIpv6 } from "../schema/ipv6";
import type { ServiceRequest, Site } from "../schema/site";
import type { Text } from "../text";
import { restsOn } from "./allocate-address";

/**
 * The IPv6 address of a site: the first free one of its network's pool, or its server's own where the network is shared.
 *
 * @param at moment of the assessment (RFC 3339); decides which released addresses still rest
 * @param seen addresses that the servers hold, ours or not
 * @returns nothing where the network, or the server, has no IPv6
 */
export function allocateIpv6(
  site: Site,
  [key, network]: readonly [key: string, network: Network],
  server: Server,
  others: readonly ServiceRequest[],
  at: string,
  seen: ReadonlySet<string>,
): { ipv6?: string } | { refusal: Text; over: readonly [] } {
  if (!network.ipv6) return {};
  if (network.address === "shared") return server.ipv6 === undefined ? {} : { ipv6: server.ipv6 };
  const held = new Set(
    others.flatMap((other) => (restsOn(site, other, at) ? allocatedIpv6(other).map(({ ipv6 }) => ipv6) : [])),
  );
  const own = new Set([...site.servers.values()].map(({ ipv6 }) => ipv6));
  for (const ipv6 of network.ipv6.pool ? addressesOf6(network.ipv6.pool) : []) {
    if (![held, own, seen].some((set) => set.has(ipv6))) return { ipv6 };
  }
  return { refusal: exhausted(key), over: [] };
}

function exhausted(network: string): Text {
  return {
    id: `alamat IPv6 pada jaringan ${network} sudah habis; perluas ipv6.pool pada datacenter/networks.yaml`,
    en: `network ${network} has no free IPv6 address left; widen its ipv6.pool in datacenter/networks.yaml`,
  };
}
