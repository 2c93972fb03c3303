import { type Claim, type Conflict, findConflicts } from "./claims";
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
  field: "ipv4" | "uid";
  /** Where the value stands. */
  pointer: string;
}

export type ValueConflict = Conflict<ValueHold>;

/** Dedicated addresses and uids that are held twice. */
export function findValueConflicts(
  site: Site,
  requests: readonly JudgedRequest[],
  doubts: DoubtsOf,
): ValueConflict[] {
  const dedicated = dedicatedNetworks(site, doubts);
  return [...findConflicts(addresses(site, requests, dedicated)), ...findConflicts(uids(requests))];
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

function rights({ data }: JudgedRequest) {
  return { seniority: seniority(data), tie: data.id, from: heldFrom(data) };
}
