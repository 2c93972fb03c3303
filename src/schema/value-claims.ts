import { type Claim, type Conflict, findConflicts } from "./claims";
import { allocationOf, heldFrom, releasedAt, seniority } from "./request-life";
import type { LoadedRequest, Site } from "./site";

/** A value of an allocation that only one request may have. */
export interface ValueHold {
  request: LoadedRequest;
  field: "ipv4" | "uid";
}

export type ValueConflict = Conflict<ValueHold>;

/** Dedicated addresses and uids that are held twice. */
export function findValueConflicts(site: Site, requests: readonly LoadedRequest[]): ValueConflict[] {
  const fields = ["ipv4", "uid"] as const;
  return fields.flatMap((field) => findConflicts(claims(site, requests, field)));
}

function* claims(
  site: Site,
  requests: readonly LoadedRequest[],
  field: ValueHold["field"],
): Iterable<Claim<ValueHold>> {
  for (const request of requests) {
    const { data } = request;
    const allocation = allocationOf(data);
    if (!allocation) continue;
    const network = site.networks.get(allocation.network);
    if (field === "ipv4" && network?.address !== "dedicated") continue;
    // Files of a closed site keep their owner's number in backups and archives.
    const until =
      field === "uid" ? Number.POSITIVE_INFINITY : releasedAt(data, site.allocation?.quarantine_days ?? 0);
    const rights = { seniority: seniority(data), tie: data.id, from: heldFrom(data), until };
    yield { value: String(allocation[field]), owner: { request, field }, ...rights };
  }
}
