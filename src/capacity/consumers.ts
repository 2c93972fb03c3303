import { allocatedAddresses, allocationOf, isRefused, releasedAt } from "../schema/request-life";
import type { ServiceRequest, Site } from "../schema/site";
import { coolingDraws, otherHeat } from "./cooling-resources";
import { type Device, deviceOf, deviceOfEquipment } from "./devices";
import { networkDraws } from "./network-resources";
import { otherLoads, powerDraws } from "./power-resources";
import { emptyRackDraws, rackDraws } from "./rack-resources";
import type { Draw } from "./resource";
import { containerDraws, databaseDraws, serverDraws } from "./server-resources";
import { switchDraws } from "./switch-resources";
import { uplinkDraws } from "./uplink-resources";

/**
 * own: the data centre's. approved: decided. pending: assessed, awaits its decision. resting: an address in
 * quarantine. wanted: the request that is asked about.
 */
export type State = "own" | "approved" | "pending" | "resting" | "wanted";

/** Somebody who takes something. */
export interface Consumer {
  /** Request id, or what it is of the data centre's own. */
  holder: string;
  state: State;
  draws: readonly Draw[];
}

/** What an allocated request takes of everything; nothing when it has no allocation. */
export function requestDraws(site: Site, request: ServiceRequest): Draw[] {
  if (request.kind === "hosting") {
    const allocation = allocationOf(request);
    if (!allocation) return [];
    const { bandwidth, database } = request.resources;
    const held = allocation.database;
    return [
      ...serverDraws(request, allocation.server, held !== undefined),
      ...(held && database ? databaseDraws(database, held.server) : []),
      ...(allocation.container ? containerDraws(request, allocation.container.server) : []),
      ...networkDraws(site, allocation.network, 1),
      ...uplinkDraws(bandwidth),
    ];
  }
  const allocation = allocationOf(request);
  if (!allocation) return [];
  return [
    ...deviceDraws(site, deviceOf(request, allocation)),
    ...switchDraws(allocation.switch),
    ...networkDraws(site, allocation.network, allocation.ipv4.length),
    ...uplinkDraws(request.resources.bandwidth),
  ];
}

/** What a device takes of its rack, of the power behind it and of the cooling. */
export function deviceDraws(site: Site, device: Device): Draw[] {
  return [...rackDraws(site, device), ...powerDraws(site, device), ...coolingDraws(device)];
}

/** What the data centre itself takes: racks, its own devices, loads beside them. */
export function ownConsumers(site: Site): Consumer[] {
  const own = (holder: string, draws: readonly Draw[]): Consumer => ({ holder, state: "own", draws });
  const racks = [...(site.racks ?? [])].flatMap(([key, rack]) => [
    own(key, emptyRackDraws(key, rack)),
    ...(rack.equipment ?? []).map((one) =>
      own(one.name, deviceDraws(site, deviceOfEquipment(key, rack, one))),
    ),
  ]);
  return [
    ...racks,
    ...otherLoads(site).map(([holder, draws]) => own(holder, draws)),
    own("room", otherHeat(site)),
  ].filter(({ draws }) => draws.length > 0);
}

/** Requests that hold something: from their assessment until they are refused or closed. */
export function holds(request: ServiceRequest): boolean {
  return allocationOf(request) !== undefined && !isRefused(request) && !request.steps.closure;
}

/** What requests take; `except` is the one that is asked about. */
export function requestConsumers(site: Site, except?: string): Consumer[] {
  return site.requests.flatMap(({ data }) => {
    if (data.id === except || !holds(data)) return [];
    const state = data.steps.decision ? "approved" : "pending";
    return [{ holder: data.id, state, draws: requestDraws(site, data) }];
  });
}

/** Addresses of closed requests that may not be given yet. */
export function restingConsumers(site: Site, at: string): Consumer[] {
  const days = site.allocation?.quarantine_days ?? 0;
  return site.requests.flatMap(({ data }) => {
    const allocation = allocationOf(data);
    if (!allocation || !data.steps.closure || Date.parse(at) >= releasedAt(data, days)) return [];
    const draws = networkDraws(site, allocation.network, allocatedAddresses(data).length);
    return [{ holder: data.id, state: "resting", draws }];
  });
}
