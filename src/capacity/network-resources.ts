import type { Network } from "../schema/generated/networks";
import { inRange, ipv4ToNumber } from "../schema/ipv4";
import type { Site } from "../schema/site";
import { type Draw, limited, type Resource } from "./resource";

const label = { id: "alamat", en: "addresses" };

/** Addresses that a network can give: its pool without what is reserved, the router's and the servers' own. */
export function networkResources(site: Site): Resource[] {
  return [...site.networks].flatMap(([place, network]) => {
    const capacity = poolSize(site, network);
    if (capacity === undefined) return [];
    return [limited({ key: keyOf(place), group: "network", place, label, unit: "addresses", capacity })];
  });
}

function poolSize(site: Site, { pool, reserved = [], gateway }: Network): number | undefined {
  if (!pool) return undefined;
  const servers = [...site.servers.values()].map(({ address }) => address);
  const kept = new Set([...reserved, ...servers, ...(gateway ? [gateway] : [])]);
  const size = ipv4ToNumber(pool.to) - ipv4ToNumber(pool.from) + 1;
  return Math.max(0, size - [...kept].filter((ip) => inRange(ip, pool)).length);
}

/** Addresses of one request; a network that shares its servers' addresses gives none. */
export function networkDraws(site: Site, network: string, addresses: number): Draw[] {
  return site.networks.get(network)?.pool ? [{ key: keyOf(network), amount: addresses }] : [];
}

function keyOf(network: string): string {
  return `network/${network}/addresses`;
}
