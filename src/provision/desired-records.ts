import type { Site } from "../schema/site";
import type { DnsRecord, RecordSetInputs } from "./desired-state";

/** One set for each name server that holds zones of the records; of a closed service they are empty. */
export function byNameServer(
  site: Site,
  request: string,
  state: "open" | "closed",
  records: readonly DnsRecord[],
): RecordSetInputs[] {
  const sets = new Map<string, DnsRecord[]>();
  for (const record of records) {
    const server = site.zones.get(record.zone)?.server ?? "";
    sets.set(server, [...(sets.get(server) ?? []), record]);
  }
  return [...sets].map(([server, held]) => ({ request, server, records: state === "closed" ? [] : held }));
}
