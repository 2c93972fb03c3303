import type { DnsRecord } from "../provision/desired-state";
import { isMarkerName, ownership, recordsByRequest } from "./owner-marker";
import { TransferError } from "./parse-transfer";
import { indexZone, isOwnedType, type ZoneContents, type ZoneRecord } from "./zone-contents";

/** Zones as one round trip showed them; indexed once for all the requests that ask. */
export class ZoneSet {
  private readonly contents: ReadonlyMap<string, ZoneContents>;
  private byRequest: ReadonlyMap<string, DnsRecord[]> | undefined;

  constructor(zones: readonly ZoneContents[]) {
    this.contents = new Map(zones.map((zone) => [zone.zone, zone]));
  }

  /** @throws TransferError when one of the zones was not transferred. */
  zones(names: readonly string[]): ZoneContents[] {
    return names.map((name) => {
      const found = this.contents.get(name);
      if (!found) throw new TransferError(`zone ${name} was not transferred`);
      return found;
    });
  }

  has(names: readonly string[]): boolean {
    return names.every((name) => this.contents.has(name));
  }

  /** This set with newer transfers in place of its own. */
  with(newer: ZoneSet): ZoneSet {
    return new ZoneSet([...new Map([...this.contents, ...newer.contents]).values()]);
  }

  /** The records of `zones` that carry the request's marker, sorted. */
  recordsOf(request: string, zones: readonly string[]): DnsRecord[] {
    this.byRequest ??= this.indexRequests();
    return (this.byRequest.get(request) ?? []).filter(({ zone }) => zones.includes(zone));
  }

  /** Every record of `zones` but SOA and markers, with the request that holds its name. */
  survey(zones: readonly string[]): (ZoneRecord & { zone: string; request?: string })[] {
    return this.zones(zones).flatMap((contents) => {
      const index = indexZone(contents);
      return contents.records
        .filter(({ name }) => !isMarkerName(name))
        .map((record) => {
          const owner = ownership(index, record.name);
          const ours = owner.by === "request" && isOwnedType(record.type);
          return { zone: contents.zone, ...record, ...(ours ? { request: owner.request } : {}) };
        });
    });
  }

  private indexRequests(): ReadonlyMap<string, DnsRecord[]> {
    const zones = [...this.contents.values()];
    return recordsByRequest(zones, zones.map(indexZone));
  }
}
