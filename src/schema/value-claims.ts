import { type Claim, type Conflict, findConflicts } from "./claims";
import { allocatedIpv6 } from "./ipv6";
import { type DoubtsOf, isHosting, type JudgedRequest } from "./judged-site";
import {
  allocatedAddresses,
  allocationOf,
  allocationPointer,
  closureTime,
  heldFrom,
  releasedAt,
  seniority,
} from "./request-life";
import type { Site } from "./site";
import { inventoryFiles } from "./site-files";
import { pointerStep } from "./yaml/pointer";

/** A value of an allocation that only one request may have. */
export interface ValueHold {
  request: JudgedRequest;
  field: "ipv4" | "ipv6" | "uid" | "database" | "port";
  /** Where the value stands. */
  pointer: string;
}

export type ValueConflict = Conflict<ValueHold>;

/** Dedicated addresses, uids and databases that are held twice. */
export function findValueConflicts(
  site: Site,
  requests: readonly JudgedRequest[],
  doubts: DoubtsOf,
): ValueConflict[] {
  const dedicated = dedicatedNetworks(site, doubts);
  return [
    ...findConflicts(addresses(site, requests, dedicated)),
    ...findConflicts(uids(requests)),
    ...findConflicts(databases(requests)),
    ...findConflicts(ports(site, requests)),
  ];
}

/** Networks of which it is known that each of their addresses belongs to one request. */
function dedicatedNetworks(site: Site, doubts: DoubtsOf): ReadonlySet<string> {
  const unsure = doubts(inventoryFiles.networks);
  return new Set(
    [...site.networks].flatMap(([key, { address }]) =>
      address === "dedicated" && !unsure.about(`/networks${pointerStep(key)}/address`) ? [key] : [],
    ),
  );
}

function* addresses(
  site: Site,
  requests: readonly JudgedRequest[],
  dedicated: ReadonlySet<string>,
): Iterable<Claim<ValueHold>> {
  for (const request of requests) {
    const { data, doubts } = request;
    const network = allocationOf(data)?.network;
    if (network === undefined || !dedicated.has(network) || doubts.about(closureTime)) continue;
    const until = releasedAt(data, site.allocation?.quarantine_days ?? 0);
    for (const { ipv4, pointer } of allocatedAddresses(data)) {
      if (doubts.about(pointer)) continue;
      yield { value: ipv4, owner: { request, field: "ipv4", pointer }, ...rights(request), until };
    }
    for (const { ipv6, pointer } of allocatedIpv6(data)) {
      if (doubts.about(pointer)) continue;
      yield { value: ipv6, owner: { request, field: "ipv6", pointer }, ...rights(request), until };
    }
  }
}

/** Files of a closed site keep their owner's number in backups and archives. */
function* uids(requests: readonly JudgedRequest[]): Iterable<Claim<ValueHold>> {
  const pointer = `${allocationPointer}/uid`;
  for (const request of requests.filter(isHosting)) {
    const allocation = allocationOf(request.data);
    if (!allocation || request.doubts.about(pointer)) continue;
    const until = Number.POSITIVE_INFINITY;
    yield {
      value: String(allocation.uid),
      owner: { request, field: "uid", pointer },
      ...rights(request),
      until,
    };
  }
}

/** A container's port rests as an address does: visitors of the old site must not meet the new one. */
function* ports(site: Site, requests: readonly JudgedRequest[]): Iterable<Claim<ValueHold>> {
  const pointer = `${allocationPointer}/container/port`;
  for (const request of requests.filter(isHosting)) {
    const held = allocationOf(request.data)?.container;
    const unsure = [pointer, `${allocationPointer}/container`, closureTime].some((at) =>
      request.doubts.about(at),
    );
    if (!held || unsure) continue;
    const until = releasedAt(request.data, site.allocation?.quarantine_days ?? 0);
    const value = `${held.server} port ${held.port}`;
    yield { value, owner: { request, field: "port", pointer }, ...rights(request), until };
  }
}

/** A database's name stands on its archive. */
function* databases(requests: readonly JudgedRequest[]): Iterable<Claim<ValueHold>> {
  const pointer = `${allocationPointer}/database/name`;
  for (const request of requests.filter(isHosting)) {
    const held = allocationOf(request.data)?.database;
    if (!held || request.doubts.about(pointer) || request.doubts.about(`${allocationPointer}/database`))
      continue;
    const until = Number.POSITIVE_INFINITY;
    const value = `${held.server}/${held.name}`;
    yield { value, owner: { request, field: "database", pointer }, ...rights(request), until };
  }
}

function rights({ data }: JudgedRequest) {
  return { seniority: seniority(data), tie: data.id, from: heldFrom(data) };
}
