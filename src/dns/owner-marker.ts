import type { DnsRecord } from "../provision/desired-state";
import { isOwnerName } from "./update-text";
import {
  compareRecords,
  isOwnedType,
  type ZoneContents,
  type ZoneIndex,
  type ZoneRecord,
} from "./zone-contents";

/** Written beside every name that Titip holds, so that after a crash ours is told from an identical foreign one. */
const PREFIX = "_titip.";
const VALUE = /^"titip request=([A-Z]{3}-[0-9]{4}-[0-9]{4,})"$/;
const REQUEST = /^[A-Z]{3}-[0-9]{4}-[0-9]{4,}$/;
/** Seconds. Nobody resolves markers, so one value serves all. */
const TTL = 3600;

/** Who holds a name: nobody yet, a request, or somebody whose record stands where the marker would. */
export type Ownership =
  | { by: "nobody" }
  | { by: "request"; request: string }
  | { by: "stranger"; record: ZoneRecord };

export function markerName(name: string): string {
  return PREFIX + name;
}

export function isMarkerName(name: string): boolean {
  return name.startsWith(PREFIX);
}

/** @throws Error when `request` is no request id: nothing else ever reaches a zone. */
export function markerRecord(name: string, request: string): ZoneRecord {
  if (!REQUEST.test(request)) throw new Error(`not a request id: ${JSON.stringify(request)}`);
  return { name: markerName(name), ttl: TTL, type: "TXT", value: `"titip request=${request}"` };
}

/** Who holds `name`. Two markers at one name are nobody's word: if ambiguous, it is a stranger's. */
export function ownership(index: ZoneIndex, name: string): Ownership {
  const [first, ...more] = index.get(markerName(name)) ?? [];
  if (first === undefined) return { by: "nobody" };
  const request = requestOf(first);
  const stranger = more[0] ?? (request === undefined ? first : undefined);
  if (stranger || request === undefined) return { by: "stranger", record: stranger ?? first };
  return { by: "request", request };
}

function requestOf(record: ZoneRecord): string | undefined {
  return record.type === "TXT" ? VALUE.exec(record.value)?.[1] : undefined;
}

/** Every name that carries a marker, by request. */
export function namesByRequest(index: ZoneIndex): Map<string, string[]> {
  const names = new Map<string, string[]>();
  for (const markerAt of index.keys()) {
    if (!markerAt.startsWith(PREFIX)) continue;
    const name = markerAt.slice(PREFIX.length);
    if (!isOwnerName(name)) continue; // never written by us, whatever it says
    const owner = ownership(index, name);
    if (owner.by !== "request") continue;
    names.set(owner.request, [...(names.get(owner.request) ?? []), name]);
  }
  return names;
}

/** The records that carry the marker of each request, sorted. */
export function recordsByRequest(
  zones: readonly ZoneContents[],
  indexes: readonly ZoneIndex[],
): Map<string, DnsRecord[]> {
  const records = new Map<string, DnsRecord[]>();
  zones.forEach(({ zone }, i) => {
    const index: ZoneIndex = indexes[i] ?? new Map();
    for (const [request, names] of namesByRequest(index)) {
      const mine = names.flatMap((name) => ownedAt(index, zone, name));
      records.set(request, [...(records.get(request) ?? []), ...mine]);
    }
  });
  for (const list of records.values()) list.sort(compareRecords);
  return records;
}

function ownedAt(index: ZoneIndex, zone: string, name: string): DnsRecord[] {
  return (index.get(name) ?? []).flatMap(({ type, ttl, value }) =>
    isOwnedType(type) ? [{ zone, name, type, ttl, value }] : [],
  );
}
