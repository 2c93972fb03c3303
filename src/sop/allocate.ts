import type { HostingAllocation, HostingRequest } from "../schema/generated/hosting-request";
import type { Network } from "../schema/generated/networks";
import type { Server } from "../schema/generated/servers";
import { addressesOf } from "../schema/ipv4";
import { parseSize } from "../schema/quantity";
import { allocationOf, isRefused, releasedAt } from "../schema/request-life";
import type { Site } from "../schema/site";
import type { Text } from "../text";
import { namesOf } from "./request-state";

/** What the servers hold beyond what requests know: foreign records, sites and accounts. */
export interface Reality {
  addresses: ReadonlySet<string>;
  /** Fully qualified names with records or virtual hosts of somebody else. */
  names: ReadonlySet<string>;
  uids: ReadonlySet<number>;
}

export const NOTHING_KNOWN: Reality = { addresses: new Set(), names: new Set(), uids: new Set() };

export type Allocated = { allocation: HostingAllocation } | { refusal: Text };

/**
 * The first free server, address and uid for one request. Pure: what other requests hold is read from their
 * pins alone, so neither their order nor their number moves a value that was given before.
 *
 * @param at moment of the assessment (RFC 3339); decides which released values still rest in quarantine
 */
export function allocate(
  site: Site,
  request: HostingRequest,
  at: string,
  reality = NOTHING_KNOWN,
): Allocated {
  const taken = namesOf(request).find((name) => reality.names.has(name));
  if (taken) return { refusal: nameTaken(taken) };
  const others = site.requests.map(({ data }) => data).filter(({ id }) => id !== request.id);
  const network = networkFor(site, request);
  if (!network) return { refusal: noNetwork(request) };
  const server = serverFor(site, request, others);
  if (!server) return { refusal: noServer(request) };
  const ipv4 = addressFor(site, network, server[1], others, at, reality);
  if (!ipv4) return { refusal: poolExhausted(network) };
  const uid = uidFor(site, others, reality);
  if (uid === undefined) return { refusal: uidsExhausted(site) };
  return { allocation: { server: server[0], network: network[0], ipv4, uid } };
}

function networkFor(site: Site, { application }: HostingRequest): [string, Network] | undefined {
  return [...site.networks].find(([, network]) =>
    network.serves.some(
      ({ kind, classification }) => kind === "hosting" && classification.includes(application.classification),
    ),
  );
}

function serverFor(
  site: Site,
  request: HostingRequest,
  others: HostingRequest[],
): [string, Server] | undefined {
  return [...site.servers].find(
    ([key, server]) =>
      server.role === "web" &&
      server.runtimes?.includes(request.application.runtime) &&
      hasRoom(server, [
        request,
        ...others.filter((other) => holdsPin(other) && allocationOf(other)?.server === key),
      ]),
  );
}

/** A request holds its values from its assessment until it is refused or closed. */
function holdsPin(request: HostingRequest): boolean {
  return allocationOf(request) !== undefined && !isRefused(request) && !request.steps.closure;
}

function hasRoom({ capacity }: Server, requests: HostingRequest[]): boolean {
  const total = (need: (request: HostingRequest) => string) =>
    requests.reduce((sum, request) => sum + parseSize(need(request)), 0);
  return (
    requests.length <= (capacity?.sites ?? Number.POSITIVE_INFINITY) &&
    (!capacity?.storage || total(({ resources }) => resources.storage) <= parseSize(capacity.storage)) &&
    (!capacity?.memory || total(({ resources }) => resources.memory) <= parseSize(capacity.memory))
  );
}

function addressFor(
  site: Site,
  [, network]: [string, Network],
  server: Server,
  others: HostingRequest[],
  at: string,
  reality: Reality,
): string | undefined {
  if (network.address === "shared") return server.address;
  const held = new Set(
    others.filter((other) => restsOn(site, other, at)).map((other) => allocationOf(other)?.ipv4),
  );
  const own = new Set([...site.servers.values()].map(({ address }) => address));
  const free = (ip: string) =>
    !held.has(ip) &&
    !own.has(ip) &&
    !reality.addresses.has(ip) &&
    !network.reserved?.includes(ip) &&
    ip !== network.gateway;
  for (const ip of network.pool ? addressesOf(network.pool) : []) {
    if (free(ip)) return ip;
  }
  return undefined;
}

/** Whether a pinned address may not be given again at a moment: still held, or released too short a time ago. */
function restsOn(site: Site, request: HostingRequest, at: string): boolean {
  if (!allocationOf(request) || isRefused(request)) return false;
  return Date.parse(at) < releasedAt(request, site.allocation?.quarantine_days ?? 0);
}

/** A uid is never given twice, even after its site was closed: archives and backups still carry it. */
function uidFor(site: Site, others: HostingRequest[], reality: Reality): number | undefined {
  if (!site.allocation) return undefined;
  const used = new Set(others.map((other) => allocationOf(other)?.uid));
  const { from, to } = site.allocation.uids;
  for (let uid = from; uid <= to; uid += 1) {
    if (!used.has(uid) && !reality.uids.has(uid)) return uid;
  }
  return undefined;
}

function nameTaken(name: string): Text {
  return {
    id: `${name} sudah dipakai di server oleh pihak lain (bukan oleh Titip); pilih nama lain`,
    en: `${name} is held on the servers by somebody else (not by Titip); choose another name`,
  };
}

function noNetwork({ application }: HostingRequest): Text {
  return {
    id: `tidak ada jaringan untuk hosting berklasifikasi ${application.classification}; tambahkan pada datacenter/networks.yaml`,
    en: `no network serves hosting of classification ${application.classification}; add one to datacenter/networks.yaml`,
  };
}

function noServer({ application, resources }: HostingRequest): Text {
  return {
    id: `tidak ada server web untuk runtime ${application.runtime} dengan sisa ${resources.storage} penyimpanan dan ${resources.memory} memori; tambah kapasitas pada datacenter/servers.yaml`,
    en: `no web server for runtime ${application.runtime} has ${resources.storage} of storage and ${resources.memory} of memory left; add capacity to datacenter/servers.yaml`,
  };
}

function poolExhausted([key, { pool }]: [string, Network]): Text {
  const range = pool ? `${pool.from}–${pool.to}` : "–";
  return {
    id: `alamat pada jaringan ${key} (${range}) sudah habis, termasuk yang masih dalam masa karantina; perluas pool pada datacenter/networks.yaml`,
    en: `network ${key} (${range}) has no free address left, counting those in quarantine; widen its pool in datacenter/networks.yaml`,
  };
}

function uidsExhausted(site: Site): Text {
  const range = site.allocation ? `${site.allocation.uids.from}–${site.allocation.uids.to}` : "–";
  return {
    id: `uid hosting (${range}) sudah habis; perluas uids pada datacenter/allocation.yaml`,
    en: `the hosting uids (${range}) are used up; widen uids in datacenter/allocation.yaml`,
  };
}
