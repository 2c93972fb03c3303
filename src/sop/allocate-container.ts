import { type Lines, shortfalls } from "../capacity/lines";
import { containerDraws } from "../capacity/server-resources";
import type { HostingRequest } from "../schema/generated/hosting-request";
import type { Server } from "../schema/generated/servers";
import type { ContainerAllocation } from "../schema/generated/steps";
import { allocationOf, releasedAt } from "../schema/request-life";
import type { ServiceRequest, Site } from "../schema/site";
import type { Text } from "../text";
import { asObstacle, type Obstacle, refusalOf } from "./obstacle";
import type { Reality } from "./reality";

export type AllocatedContainer = { container?: ContainerAllocation } | ReturnType<typeof refusalOf>;

/** Ports of a container server that says nothing of them. */
const USUAL_PORTS = { from: 20_000, to: 29_999 };

/**
 * The first container server with room, and its first port that nobody has or had a short while ago. Nothing for a
 * request with another runtime.
 *
 * @param at moment of the assessment; decides which released ports still rest in quarantine
 * @param before what is taken of everything, without this request
 */
export function allocateContainer(
  site: Site,
  request: HostingRequest,
  at: string,
  others: readonly ServiceRequest[],
  before: Lines,
  { ports }: Reality,
): AllocatedContainer {
  if (request.application.runtime !== "container") return {};
  const given = new Set(others.flatMap((other) => heldPort(site, other, at)));
  const obstacles: Obstacle[] = [];
  for (const [server, inventory] of site.servers) {
    if (inventory.role !== "container") continue;
    const over = shortfalls(before, request.id, containerDraws(request, server));
    const port = freePort(
      inventory,
      (one) => given.has(`${server}/${one}`) || !!ports?.has(`${server}/${one}`),
    );
    if (over.length === 0 && port !== undefined) return { container: { server, port } };
    obstacles.push(...over.map(asObstacle), ...(port === undefined ? [{ text: noPort(server) }] : []));
  }
  return obstacles.length === 0 ? { refusal: NO_SERVER, over: [] } : refusalOf(noRoom(request), obstacles);
}

function heldPort(site: Site, request: ServiceRequest, at: string): string[] {
  if (request.kind !== "hosting") return [];
  const held = allocationOf(request)?.container;
  if (!held || releasedAt(request, site.allocation?.quarantine_days ?? 0) <= Date.parse(at)) return [];
  return [`${held.server}/${held.port}`];
}

function freePort({ ports = USUAL_PORTS }: Server, taken: (port: number) => boolean): number | undefined {
  for (let port = ports.from; port <= ports.to; port += 1) if (!taken(port)) return port;
  return undefined;
}

const NO_SERVER: Text = {
  id: "tidak ada server kontainer; tambahkan pada datacenter/servers.yaml (role: container)",
  en: "there is no container server; add one to datacenter/servers.yaml (role: container)",
};

function noRoom({ id }: HostingRequest): Text {
  return {
    id: `kapasitas tidak cukup untuk kontainer ${id}`,
    en: `there is not enough capacity for the container of ${id}`,
  };
}

function noPort(server: string): Text {
  return {
    id: `port ${server} sudah habis; perluas ports pada datacenter/servers.yaml`,
    en: `the ports of ${server} are used up; widen ports in datacenter/servers.yaml`,
  };
}
