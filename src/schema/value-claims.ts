import { type Claim, type Conflict, findConflicts } from "./claims";
import type { DoubtsOf, JudgedRequest } from "./judged-site";
import { allocationOf, closureTime, heldFrom, releasedAt, seniority } from "./request-life";
import type { Site } from "./site";
import { inventoryFiles } from "./site-files";
import { pointerStep } from "./yaml/pointer";

/** A value of an allocation that only one request may have. */
export interface ValueHold {
  request: JudgedRequest;
  field: "ipv4" | "uid";
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
    const allocation = allocationOf(data);
    if (!allocation || !dedicated.has(allocation.network)) continue;
    if (doubts.about(closureTime) || doubts.about(`${allocated}/ipv4`)) continue;
    const until = releasedAt(data, site.allocation?.quarantine_days ?? 0);
    yield { value: allocation.ipv4, owner: { request, field: "ipv4" }, ...rights(request), until };
  }
}

/** Files of a closed site keep their owner's number in backups and archives. */
function* uids(requests: readonly JudgedRequest[]): Iterable<Claim<ValueHold>> {
  for (const request of requests) {
    const allocation = allocationOf(request.data);
    if (!allocation || request.doubts.about(`${allocated}/uid`)) continue;
    const until = Number.POSITIVE_INFINITY;
    yield { value: String(allocation.uid), owner: { request, field: "uid" }, ...rights(request), until };
  }
}

const allocated = "/steps/assessment/allocation";

function rights({ data }: JudgedRequest) {
  return { seniority: seniority(data), tie: data.id, from: heldFrom(data) };
}
