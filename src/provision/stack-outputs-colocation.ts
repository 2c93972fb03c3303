import { acceptedServer } from "../schema/delivered-server";
import type { ColocationRequest } from "../schema/generated/colocation-request";
import type {
  ClosedHosting,
  ColocatedServer,
  ColocationConfiguration,
  RegisterEntry,
} from "../schema/generated/stack-outputs";
import { allocationOf } from "../schema/request-life";
import type { Site } from "../schema/site";
import { namesOf, termOf } from "../sop/request-state";
import type { DesiredColocation } from "./desire-colocation";
import type { Access, DnsRecord } from "./desired-state";
import { endOf } from "./ended";
import { agencyName, approvalOf, suspensionOf } from "./outputs-common";

/** What gateway and name server gave for one request, from the outputs of its resources. */
export interface DeliveredColocation {
  access: Access[];
  records: DnsRecord[];
}

/** A co-location whose resources were declared; `held` is missing when one of them failed. */
export interface DeclaredColocation {
  request: ColocationRequest;
  desired: DesiredColocation;
  held?: DeliveredColocation;
}

/** What a co-located server is, where it stands and what may be reached on it. */
export function colocationOf(
  site: Site,
  { request, desired, held }: DeclaredColocation,
): ColocationConfiguration | undefined {
  const pin = allocationOf(request);
  if (!pin || !held || endOf(request)) return undefined;
  const [serverName = "", ...aliases] = namesOf(request);
  return {
    request: request.id,
    agency: agencyName(site, request),
    application: request.application.name,
    classification: request.application.classification,
    serverName,
    aliases,
    server: serverOf(request),
    rack: pin.rack,
    unit: pin.unit,
    face: pin.face,
    feeds: pin.feeds,
    switch: pin.switch,
    port: pin.port,
    vlan: pin.vlan,
    network: pin.network,
    addresses: pin.ipv4,
    gateway: pin.gateway,
    firewall: desired.ruleSet?.server ?? "",
    access: held.access,
    nameServers: desired.recordSets.map(({ server }) => server),
    records: held.records,
    bandwidth: request.resources.bandwidth,
    term: termOf(request),
    approval: approvalOf(site, request),
    suspended: suspensionOf(request),
  };
}

/** As it was taken in. */
function serverOf(request: ColocationRequest): ColocatedServer {
  const server = acceptedServer(request);
  const { brand, model, serial, rack_units, depth, weight, power, power_feeds, heat } = server;
  const { operating_system, software, interfaces } = server;
  return {
    brand,
    model,
    serial,
    rackUnits: rack_units,
    depth,
    weight,
    power,
    powerFeeds: power_feeds,
    heat,
    operatingSystem: operating_system,
    software,
    interfaces,
  };
}

/** Each address with the main name, each alias with the first address. */
export function registerOfColocation(configuration: ColocationConfiguration): RegisterEntry[] {
  const { addresses, aliases, serverName, request, agency, approval } = configuration;
  const row = (ip: string, name: string, type: RegisterEntry["type"]): RegisterEntry => {
    const since = approval.at.slice(0, 10);
    return { ip, name, type, request, agency, server: placeText(configuration), since };
  };
  return [
    ...addresses.map((ip) => row(ip, serverName, "address")),
    ...aliases.map((name) => row(addresses[0] ?? "", name, "alias")),
  ];
}

/** What is left of a co-location that has ended: nothing was kept of it, the equipment is the agency's own. */
export function closedColocation(
  site: Site,
  { request, held }: DeclaredColocation,
): ClosedHosting | undefined {
  const end = endOf(request);
  const pin = allocationOf(request);
  if (!end || !pin || !held) return undefined;
  return {
    request: request.id,
    agency: agencyName(site, request),
    application: request.application.name,
    server: placeText(pin),
    archive: "",
    closed: end.at.slice(0, 10),
    reason: end.reason,
  };
}

function placeText({ rack, unit }: { rack: string; unit: number }): string {
  return `${rack} U${unit}`;
}
