import type { CapacityLine } from "../capacity/lines";
import { overCapacity } from "../capacity/over-capacity";
import { placeValues } from "../capacity/place-values";
import { allocatedIpv6 } from "../schema/ipv6";
import { instant } from "../schema/moments";
import {
  allocatedAddresses,
  allocationOf,
  heldFrom,
  isRefused,
  releasedAt,
  seniority,
} from "../schema/request-life";
import type { ServiceRequest, Site } from "../schema/site";
import { isDedicated } from "./request-state";

/** Why an allocation must be given anew: an older request's id, or that there is not enough for both. */
export type Contest = { holder: string } | { holder?: undefined; over: readonly CapacityLine[] };

/** What stands against a request's allocation; undefined when nothing does. */
export function contest(site: Site, request: ServiceRequest): Contest | undefined {
  const holder = olderHolder(site, request);
  if (holder !== undefined) return { holder };
  const over = overCapacity(site, site.requests).find(({ request: { data } }) => data.id === request.id);
  return over && { over: over.lines };
}

/** Id of a request with the better right to one of this one's values. */
function olderHolder(site: Site, request: ServiceRequest): string | undefined {
  const mine = new Set(valuesOf(site, request).map(({ value }) => value));
  if (mine.size === 0) return undefined;
  const from = heldFrom(request);
  return site.requests
    .map(({ data }) => data)
    .filter((other) => other.id !== request.id && !isRefused(other) && isOlder(other, request))
    .find((other) => valuesOf(site, other).some(({ value, until }) => mine.has(value) && from < until))?.id;
}

function isOlder(a: ServiceRequest, b: ServiceRequest): boolean {
  const order = seniority(a) - seniority(b);
  return order < 0 || (order === 0 && a.id < b.id);
}

/** Everything of which there is one only, and until when a request holds it. */
function valuesOf(site: Site, request: ServiceRequest): { value: string; until: number }[] {
  if (!allocationOf(request)) return [];
  const { closure } = request.steps;
  const rested = releasedAt(request, site.allocation?.quarantine_days ?? 0);
  const removed = closure ? instant(closure.at) : Number.POSITIVE_INFINITY;
  const addresses = isDedicated(site, request) ? allocatedAddresses(request) : [];
  return [
    ...[...uidOf(request), ...databaseOf(request)].map((value) => ({
      value,
      until: Number.POSITIVE_INFINITY,
    })),
    ...addresses.map(({ ipv4 }) => ({ value: ipv4, until: rested })),
    ...(addresses.length > 0 ? allocatedIpv6(request) : []).map(({ ipv6 }) => ({
      value: ipv6,
      until: rested,
    })),
    ...placeValues(site, request).map((value) => ({ value, until: removed })),
  ];
}

function databaseOf(request: ServiceRequest): string[] {
  const database = request.kind === "hosting" ? allocationOf(request)?.database : undefined;
  return database ? [`${database.server}/${database.name}`] : [];
}

function uidOf(request: ServiceRequest): string[] {
  const uid = request.kind === "hosting" ? allocationOf(request)?.uid : undefined;
  return uid === undefined ? [] : [`uid ${uid}`];
}
