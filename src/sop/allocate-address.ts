import type { Network } from "../schema/generated/networks";
import { addressesOf } from "../schema/ipv4";
import { allocatedAddresses, allocationOf, isRefused, releasedAt } from "../schema/request-life";
import type { ServiceRequest, Site } from "../schema/site";
import type { Text } from "../text";

/**
 * The first free addresses of a network's pool: held by no request, in no quarantine, on no server, not kept back.
 *
 * @param at moment of the assessment (RFC 3339); decides which released addresses still rest
 * @param seen addresses that the servers hold, ours or not
 * @returns fewer than `count` never: undefined instead
 */
export function freeAddresses(
  site: Site,
  network: Network,
  count: number,
  others: readonly ServiceRequest[],
  at: string,
  seen: ReadonlySet<string>,
): string[] | undefined {
  const held = new Set(
    others.flatMap((other) =>
      restsOn(site, other, at) ? allocatedAddresses(other).map(({ ipv4 }) => ipv4) : [],
    ),
  );
  const own = new Set([...site.servers.values()].map(({ address }) => address));
  const kept = new Set([...(network.reserved ?? []), ...(network.gateway ? [network.gateway] : [])]);
  const found: string[] = [];
  for (const ip of network.pool ? addressesOf(network.pool) : []) {
    if ([held, own, kept, seen].some((set) => set.has(ip))) continue;
    found.push(ip);
    if (found.length === count) return found;
  }
  return undefined;
}

/** Whether a pinned address may not be given again at a moment: still held, or released too short a time ago. */
export function restsOn(site: Site, request: ServiceRequest, at: string): boolean {
  if (!allocationOf(request) || isRefused(request)) return false;
  return Date.parse(at) < releasedAt(request, site.allocation?.quarantine_days ?? 0);
}

/** The first network that serves a kind of request of its classification. */
export function networkFor(
  site: Site,
  { kind, application: { classification } }: ServiceRequest,
): [key: string, network: Network] | undefined {
  return [...site.networks].find(([, network]) =>
    network.serves.some((one) => one.kind === kind && one.classification.includes(classification)),
  );
}

export function noNetwork({ kind, application }: ServiceRequest): Text {
  const service = kind === "hosting" ? "hosting" : "co-location";
  return {
    id: `tidak ada jaringan untuk ${service} berklasifikasi ${application.classification}; tambahkan pada datacenter/networks.yaml`,
    en: `no network serves ${service} of classification ${application.classification}; add one to datacenter/networks.yaml`,
  };
}

export function poolExhausted([key, { pool }]: [string, Network], count = 1): Text {
  const range = pool ? `${pool.from}–${pool.to}` : "–";
  if (count > 1) {
    return {
      id: `alamat pada jaringan ${key} (${range}) tidak cukup untuk ${count} alamat, termasuk yang masih dalam masa karantina; perluas pool pada datacenter/networks.yaml`,
      en: `network ${key} (${range}) has not ${count} free addresses left, counting those in quarantine; widen its pool in datacenter/networks.yaml`,
    };
  }
  return {
    id: `alamat pada jaringan ${key} (${range}) sudah habis, termasuk yang masih dalam masa karantina; perluas pool pada datacenter/networks.yaml`,
    en: `network ${key} (${range}) has no free address left, counting those in quarantine; widen its pool in datacenter/networks.yaml`,
  };
}
