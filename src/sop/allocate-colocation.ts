import { type CapacityLine, capacityLines, shortfalls } from "../capacity/lines";
import { uplinkDraws } from "../capacity/uplink-resources";
import type { ColocationRequest } from "../schema/generated/colocation-request";
import type { Network } from "../schema/generated/networks";
import type { ColocationAllocation } from "../schema/generated/steps";
import type { Site } from "../schema/site";
import type { Text } from "../text";
import { freeAddresses, networkFor, noNetwork, poolExhausted } from "./allocate-address";
import { rackFor } from "./allocate-rack";
import { asObstacle, type Obstacle, refusalOf } from "./obstacle";
import type { Reality } from "./reality";

export type AllocatedPlace =
  | { allocation: ColocationAllocation }
  | { refusal: Text; over: readonly CapacityLine[] };

/**
 * The first free rack units, feeds, switch port and addresses for a server (procedure, activity 3: server,
 * electricity, UPS, genset, bandwidth, space). Pure: what other requests hold is read from their pins alone.
 *
 * @param at moment of the assessment (RFC 3339); decides which released addresses still rest in quarantine
 */
export function allocateColocation(
  site: Site,
  request: ColocationRequest,
  at: string,
  reality: Reality,
): AllocatedPlace {
  if (!site.racks?.size) return { refusal: noRacks(), over: [] };
  const network = networkFor(site, request);
  if (!network) return { refusal: noNetwork(request), over: [] };
  const { vlan, gateway } = network[1];
  if (vlan === undefined || gateway === undefined) return { refusal: incomplete(network), over: [] };
  const before = capacityLines(site, at, request.id);
  const place = rackFor(site, request, vlan, before);
  const { addresses, bandwidth } = request.resources;
  const others = site.requests.map(({ data }) => data).filter(({ id }) => id !== request.id);
  const ipv4 = freeAddresses(site, network[1], addresses, others, at, reality.addresses);
  const obstacles: Obstacle[] = [
    ...(Array.isArray(place) ? place : []),
    ...shortfalls(before, request.id, uplinkDraws(bandwidth)).map(asObstacle),
    ...(ipv4 ? [] : [{ text: poolExhausted(network, addresses) }]),
  ];
  if (Array.isArray(place) || !ipv4 || obstacles.length > 0) return refusalOf(noRoom(request.id), obstacles);
  const { rack, unit, face, feeds, switch: device, port } = place;
  return {
    allocation: { rack, unit, face, feeds, switch: device, port, vlan, network: network[0], ipv4, gateway },
  };
}

function noRoom(id: string): Text {
  return { id: `kapasitas tidak cukup untuk ${id}`, en: `there is not enough capacity for ${id}` };
}

function noRacks(): Text {
  return {
    id: "tidak ada rak: lengkapi datacenter/racks.yaml",
    en: "there are no racks: complete datacenter/racks.yaml",
  };
}

function incomplete([key]: [string, Network]): Text {
  return {
    id: `jaringan ${key} belum mempunyai vlan dan gateway; lengkapi datacenter/networks.yaml`,
    en: `the network ${key} has no vlan and gateway yet; complete datacenter/networks.yaml`,
  };
}
