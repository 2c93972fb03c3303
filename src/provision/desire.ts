import { recordsFor } from "../dns/records-of-hosting";
import type { HostingRequest } from "../schema/generated/hosting-request";
import { allocationOf } from "../schema/request-life";
import type { ServiceRequest, Site } from "../schema/site";
import { isDedicated, isSuspended, namesOf } from "../sop/request-state";
import { type DesiredColocation, desireColocation } from "./desire-colocation";
import { byNameServer } from "./desired-records";
import type { RecordSetInputs, VirtualHostInputs } from "./desired-state";

export interface DesiredHosting {
  virtualHost: VirtualHostInputs;
  /** One for each name server that holds zones of the request: normally one. */
  recordSets: RecordSetInputs[];
}

/**
 * From an approved request to what the servers should hold. Pure.
 * @throws Error for a request without an allocation; `claim` has sorted those out
 */
export function desire(site: Site, request: HostingRequest): DesiredHosting;
export function desire(site: Site, request: ServiceRequest): DesiredHosting | DesiredColocation;
export function desire(site: Site, request: ServiceRequest): DesiredHosting | DesiredColocation {
  return request.kind === "hosting" ? desireHosting(site, request) : desireColocation(site, request);
}

function desireHosting(site: Site, request: HostingRequest): DesiredHosting {
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
      ...(isSuspended(request) ? { suspended: true as const } : {}),
    },
    recordSets: byNameServer(site, request.id, request.steps.closure ? "closed" : "open", records),
  };
}
