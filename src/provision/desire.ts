import { recordsFor } from "../dns/records-of-hosting";
import type { HostingRequest } from "../schema/generated/hosting-request";
import { allocationOf } from "../schema/request-life";
import type { Site } from "../schema/site";
import { isDedicated, namesOf } from "../sop/request-state";
import type { DnsRecord, RecordSetInputs, VirtualHostInputs } from "./desired-state";

export interface DesiredHosting {
  virtualHost: VirtualHostInputs;
  /** One for each name server that holds zones of the request: normally one. */
  recordSets: RecordSetInputs[];
}

/**
 * From an approved request to what the servers should hold. Pure.
 * @throws Error for a request without an allocation; `claim` has sorted those out
 */
export function desire(site: Site, request: HostingRequest): DesiredHosting {
  const pin = allocationOf(request);
  if (!pin) throw new Error(`${request.id} has no allocation`);
  const [serverName = "", ...aliases] = namesOf(request);
  const dedicated = isDedicated(site, request);
  const records = recordsFor({
    fqdn: serverName,
    aliases,
    ip: pin.ipv4,
    dedicated,
    zones: Object.fromEntries(site.zones),
  });
  return {
    virtualHost: {
      request: request.id,
      server: pin.server,
      serverName,
      serverAliases: aliases.sort(),
      address: { ip: pin.ipv4, dedicated },
      account: { name: request.id.toLowerCase(), uid: pin.uid },
      title: request.application.name,
      ...(request.steps.closure ? { closed: true as const } : {}),
    },
    recordSets: byNameServer(site, request.id, records).map((set) =>
      request.steps.closure ? { ...set, records: [] } : set,
    ),
  };
}

function byNameServer(site: Site, request: string, records: DnsRecord[]): RecordSetInputs[] {
  const sets = new Map<string, DnsRecord[]>();
  for (const record of records) {
    const server = site.zones.get(record.zone)?.server ?? "";
    sets.set(server, [...(sets.get(server) ?? []), record]);
  }
  return [...sets].map(([server, held]) => ({ request, server, records: held }));
}
