import { type Claim, type Conflict, findConflicts } from "./claims";
import { heldFrom, releasedAt, seniority } from "./request-life";
import type { LoadedRequest } from "./site";

/** A name that a request asks for. */
export interface NameWish {
  request: LoadedRequest;
  /** JSON pointer of the name in the request. */
  pointer: string;
  kind: "subdomain" | "alias";
}

export type NameConflict = Conflict<NameWish>;

/** Names that are asked for twice; a CNAME must be alone at its name (RFC 1034 §3.6.2), so aliases count too. */
export function findNameConflicts(
  requests: readonly LoadedRequest[],
  quarantineDays: number,
): NameConflict[] {
  return findConflicts(claims(requests, quarantineDays));
}

function* claims(requests: readonly LoadedRequest[], quarantineDays: number): Iterable<Claim<NameWish>> {
  for (const request of requests) {
    const { data } = request;
    const rights = {
      seniority: seniority(data),
      tie: data.id,
      from: heldFrom(data),
      until: releasedAt(data, quarantineDays),
    };
    const zone = data.zone.toLowerCase();
    const claim = (label: string, owner: NameWish) => ({
      value: `${label.toLowerCase()}.${zone}`,
      owner,
      ...rights,
    });
    yield claim(data.subdomain, { request, pointer: "/subdomain", kind: "subdomain" });
    for (const [index, alias] of (data.aliases ?? []).entries()) {
      yield claim(alias, { request, pointer: `/aliases/${index}`, kind: "alias" });
    }
  }
}
