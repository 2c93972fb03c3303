import type { DnsRecord } from "../provision/desired-state";

/** Types that Titip writes; the owner marker's TXT besides. */
export const OWNED_TYPES = ["A", "AAAA", "CNAME", "PTR"] as const satisfies readonly DnsRecord["type"][];

/** One record of a transferred zone, ours or not. */
export interface ZoneRecord {
  /** Owner name in normal form; escapes (`\032`) as named prints them. */
  name: string;
  /** Seconds. */
  ttl: number;
  type: string;
  /** Data in presentation form; CNAME, PTR and addresses in normal form, without trailing dot. */
  value: string;
}

/** A whole zone as one transfer showed it. */
export interface ZoneContents {
  zone: string;
  serial: number;
  /** Without the SOA. */
  records: ZoneRecord[];
}

/** Byte order, not the reader's locale: the same plan everywhere. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Order of records in inputs and outputs: zone, name, type, value. */
export function compareRecords(a: DnsRecord, b: DnsRecord): number {
  return (
    compareText(a.zone, b.zone) ||
    compareText(a.name, b.name) ||
    compareText(a.type, b.type) ||
    compareText(a.value, b.value)
  );
}

/** Whether Titip may write this type: narrows what a transfer holds to what a request can own. */
export function isOwnedType(type: string): type is DnsRecord["type"] {
  return (OWNED_TYPES as readonly string[]).includes(type);
}

/** What named itself makes in a signed zone (RFC 4034, RFC 5155): stands beside any record and claims no name. */
const SIGNING_TYPES = new Set(["RRSIG", "NSEC", "NSEC3", "NSEC3PARAM", "TYPE65534"]);

/** A zone's records by owner name, without those of signing. */
export type ZoneIndex = ReadonlyMap<string, readonly ZoneRecord[]>;

export function indexZone(contents: ZoneContents): ZoneIndex {
  const index = new Map<string, ZoneRecord[]>();
  for (const record of contents.records) {
    if (SIGNING_TYPES.has(record.type)) continue;
    const at = index.get(record.name);
    if (at) at.push(record);
    else index.set(record.name, [record]);
  }
  return index;
}
