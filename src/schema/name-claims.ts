import { type Claim, type Conflict, findConflicts } from "./claims";
import type { JudgedRequest } from "./judged-site";
import { closureTime, heldFrom, releasedAt, seniority } from "./request-life";
import { wishedNames } from "./wished-names";

/** A name that a request asks for. */
export interface NameWish {
  request: JudgedRequest;
  /** JSON pointer of the name in the request. */
  pointer: string;
  kind: "subdomain" | "alias";
}

export type NameConflict = Conflict<NameWish>;

/** Names that are asked for twice; a CNAME must be alone at its name (RFC 1034 §3.6.2), so aliases count too. */
export function findNameConflicts(
  requests: readonly JudgedRequest[],
  quarantineDays: number,
): NameConflict[] {
  return findConflicts(claims(requests, quarantineDays));
}

/** Without names that are not known, or not known to be held. */
function* claims(requests: readonly JudgedRequest[], quarantineDays: number): Iterable<Claim<NameWish>> {
  for (const request of requests) {
    const { data, doubts } = request;
    if (doubts.about("/zone") || doubts.about(closureTime)) continue;
    const zone = data.zone.toLowerCase();
    const rights = {
      seniority: seniority(data),
      tie: data.id,
      from: heldFrom(data),
      until: releasedAt(data, quarantineDays),
    };
    for (const { label, pointer } of wishedNames(data)) {
      if (doubts.about(pointer)) continue;
      const kind = pointer === "/subdomain" ? "subdomain" : "alias";
      yield { value: `${label.toLowerCase()}.${zone}`, owner: { request, pointer, kind }, ...rights };
    }
  }
}
