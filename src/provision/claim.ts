import { placeValues } from "../capacity/place-values";
import { allocatedIpv6 } from "../schema/ipv6";
import { allocatedAddresses, allocationOf, seniority } from "../schema/request-life";
import type { LoadedRequest, ServiceRequest, Site } from "../schema/site";
import { awaitsDecision, isApproved, isDedicated, namesOf } from "../sop/request-state";
import type { Text } from "../text";
import { hasEnded } from "./ended";

export interface Claims {
  /** Requests whose resources must exist, sorted by id. */
  granted: LoadedRequest[];
  /** Requests whose service has ended: what they had must be gone and stays on record. Sorted by id. */
  closed: LoadedRequest[];
  /** Approved requests left out because an older one holds one of their values. */
  refused: { request: LoadedRequest; reason: Text }[];
}

/**
 * Which requests may have what they were given. Two branches may each have been approved with the same value:
 * `check` finds that on the merge result; should both have landed, the older approval keeps the value and
 * everything else goes on.
 *
 * @param assumed ids planned as if approved, for the preview of a pull request
 */
export function claim(site: Site, assumed: ReadonlySet<string> = new Set()): Claims {
  const wanted = site.requests
    .filter(({ data }) => isApproved(data) || (assumed.has(data.id) && awaitsDecision(data)))
    .sort(bySeniority);
  const holders = new Map<string, string>();
  const claims: Claims = {
    granted: [],
    closed: site.requests.filter(({ data }) => hasEnded(data)),
    refused: [],
  };
  for (const request of wanted) {
    const values = valuesOf(site, request.data);
    const conflict = values?.find((value) => holders.has(value));
    if (!values) claims.refused.push({ request, reason: notAllocated(request.data.id) });
    else if (conflict)
      claims.refused.push({ request, reason: heldBy(conflict, holders.get(conflict) ?? "") });
    else {
      for (const value of values) holders.set(value, request.data.id);
      claims.granted.push(request);
    }
  }
  for (const list of [claims.granted, claims.closed]) list.sort((a, b) => (a.data.id < b.data.id ? -1 : 1));
  return claims;
}

/** Everything of which there is one only; `undefined` for a request without an allocation. */
function valuesOf(site: Site, request: ServiceRequest): string[] | undefined {
  const pin = allocationOf(request);
  if (!pin) return undefined;
  const values = [...namesOf(request), ...placeValues(site, request)];
  if ("uid" in pin) values.push(`uid ${pin.uid}`);
  if ("container" in pin && pin.container) values.push(`${pin.container.server} port ${pin.container.port}`);
  if ("database" in pin && pin.database) values.push(`${pin.database.server}/${pin.database.name}`);
  if (isDedicated(site, request)) {
    values.push(...allocatedAddresses(request).map(({ ipv4 }) => ipv4));
    values.push(...allocatedIpv6(request).map(({ ipv6 }) => ipv6));
  }
  return values;
}

/** Older approvals first; those only assumed come last, so that a preview shows them as the ones refused. */
function bySeniority({ data: a }: LoadedRequest, { data: b }: LoadedRequest): number {
  return seniority(a) - seniority(b) || (a.id < b.id ? -1 : 1);
}

function heldBy(value: string, holder: string): Text {
  return {
    id: `${value} sudah dipegang ${holder}, yang disetujui lebih dahulu; permohonan ini dilewati. Ulangi titip assess lalu mintakan persetujuan lagi`,
    en: `${value} is held by ${holder}, which was approved earlier; this request is left out. Run titip assess again and have it approved anew`,
  };
}

function notAllocated(id: string): Text {
  return {
    id: `disetujui tanpa alokasi; jalankan titip assess ${id}`,
    en: `approved without an allocation; run titip assess ${id}`,
  };
}
