import type { Site } from "../schema/site";
import type { DnsRecord, PublicRecord, RecordSetInputs } from "./desired-state";

/** One set for each name server of ours that holds zones of the records; of a closed service they are empty. */
export function byNameServer(
  site: Site,
  request: string,
  state: "open" | "closed",
  records: readonly DnsRecord[],
): RecordSetInputs[] {
  const sets = new Map<string, DnsRecord[]>();
  for (const record of records) {
    const { provider, server = "" } = site.zones.get(record.zone) ?? {};
    if (provider === "cloudflare") continue;
    sets.set(server, [...(sets.get(server) ?? []), record]);
  }
  return [...sets].map(([server, held]) => ({ request, server, records: state === "closed" ? [] : held }));
}

/** The records that belong in zones of another company, each with the mark of whose it is. */
export function inPublicZones(site: Site, request: string, records: readonly DnsRecord[]): PublicRecord[] {
  return records.flatMap((record) => {
    const { provider, zone_id } = site.zones.get(record.zone) ?? {};
    if (provider !== "cloudflare" || zone_id === undefined) return [];
    return [{ ...record, zoneId: zone_id, comment: ownerComment(request) }];
  });
}

/** The mark by which a record of a public zone is told from everybody else's. */
export function ownerComment(request: string): string {
  return `titip ${request}`;
}
