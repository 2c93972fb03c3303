import { type CapacityLine, capacityLines, type Lines, shortfalls } from "../capacity/lines";
import { serverDraws } from "../capacity/server-resources";
import { uplinkDraws } from "../capacity/uplink-resources";
import type { HostingRequest } from "../schema/generated/hosting-request";
import type { Server } from "../schema/generated/servers";
import type { HostingAllocation } from "../schema/generated/steps";
import { allocationOf } from "../schema/request-life";
import type { ServiceRequest, Site } from "../schema/site";
import type { Text } from "../text";
import { freeAddresses, networkFor, noNetwork, poolExhausted } from "./allocate-address";
import { allocateContainer } from "./allocate-container";
import { allocateDatabase } from "./allocate-database";
import { allocateIpv6 } from "./allocate-ipv6";
import { asObstacle, type Obstacle, refusalOf } from "./obstacle";
import type { Reality } from "./reality";

export type AllocatedSite =
  | { allocation: HostingAllocation }
  | { refusal: Text; over: readonly CapacityLine[] };

/**
 * The first free server, address and uid for one request. Pure: what other requests hold is read from their
 * pins alone, so neither their order nor their number moves a value that was given before.
 *
 * @param at moment of the assessment (RFC 3339); decides which released values still rest in quarantine
 */
export function allocateHosting(
  site: Site,
  request: HostingRequest,
  at: string,
  reality: Reality,
): AllocatedSite {
  const others = site.requests.map(({ data }) => data).filter(({ id }) => id !== request.id);
  const network = networkFor(site, request);
  if (!network) return { refusal: noNetwork(request), over: [] };
  const before = capacityLines(site, at, request.id);
  const server = serverFor(site, request, before);
  if (Array.isArray(server)) {
    if (server.length === 0) return { refusal: noRuntime(request), over: [] };
    return refusalOf(noRoom(request), server);
  }
  const ipv4 =
    network[1].address === "shared"
      ? server.data.address
      : freeAddresses(site, network[1], 1, others, at, reality.addresses)?.[0];
  if (!ipv4) return { refusal: poolExhausted(network), over: [] };
  const six = allocateIpv6(site, network, server.data, others, at, reality.addresses);
  if ("refusal" in six) return six;
  const uid = uidFor(site, others, reality);
  if (uid === undefined) return { refusal: uidsExhausted(site), over: [] };
  const data = allocateDatabase(site, request, others, before, reality);
  if ("refusal" in data) return data;
  const behind = allocateContainer(site, request, at, others, before, reality);
  if ("refusal" in behind) return behind;
  return { allocation: { server: server.key, network: network[0], ipv4, ...six, uid, ...data, ...behind } };
}

/** The first web server with room, or what is over capacity on each; nothing when none has the runtime. */
function serverFor(
  site: Site,
  request: HostingRequest,
  before: Lines,
): { key: string; data: Server } | Obstacle[] {
  const obstacles: Obstacle[] = [];
  const uplink = shortfalls(before, request.id, uplinkDraws(request.resources.bandwidth)).map(asObstacle);
  for (const [key, server] of site.servers) {
    if (server.role !== "web" || !server.runtimes?.includes(request.application.runtime)) continue;
    const over = shortfalls(before, request.id, serverDraws(request, key)).map(asObstacle);
    if (over.length === 0 && uplink.length === 0) return { key, data: server };
    obstacles.push(...over);
  }
  return [...obstacles, ...uplink];
}

/** A uid is never given twice, even after its site was closed: archives and backups still carry it. */
function uidFor(site: Site, others: readonly ServiceRequest[], reality: Reality): number | undefined {
  if (!site.allocation) return undefined;
  const used = new Set(
    others.map((other) => (other.kind === "hosting" ? allocationOf(other)?.uid : undefined)),
  );
  const { from, to } = site.allocation.uids;
  for (let uid = from; uid <= to; uid += 1) {
    if (!used.has(uid) && !reality.uids.has(uid)) return uid;
  }
  return undefined;
}

function noRuntime({ application }: HostingRequest): Text {
  return {
    id: `tidak ada server web untuk runtime ${application.runtime}; tambahkan pada datacenter/servers.yaml`,
    en: `no web server for runtime ${application.runtime}; add one to datacenter/servers.yaml`,
  };
}

function noRoom({ id, application }: HostingRequest): Text {
  return {
    id: `kapasitas tidak cukup untuk ${id} pada server web untuk runtime ${application.runtime}`,
    en: `there is not enough capacity for ${id} on web servers for runtime ${application.runtime}`,
  };
}

function uidsExhausted(site: Site): Text {
  const range = site.allocation ? `${site.allocation.uids.from}–${site.allocation.uids.to}` : "–";
  return {
    id: `uid hosting (${range}) sudah habis; perluas uids pada datacenter/allocation.yaml`,
    en: `the hosting uids (${range}) are used up; widen uids in datacenter/allocation.yaml`,
  };
}
