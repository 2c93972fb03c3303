import { claim } from "../provision/claim";
import { containerInputs, imageInputs, networkInputs, volumeInputs } from "../provision/container-inputs";
import { type DesiredHosting, desire } from "../provision/desire";
import { type DesiredColocation, desireColocation } from "../provision/desire-colocation";
import type { DesiredContainer } from "../provision/desire-container";
import type { PublicRecord, RecordSetInputs } from "../provision/desired-state";
import type { ServiceRequest, Site } from "../schema/site";

/** One resource that the program declares: the same that `src/resources` gives to an engine, without running it. */
export interface WantedResource {
  /** Id of the request that it belongs to. */
  request: string;
  /** Pulumi type token. */
  type: string;
  name: string;
  /** Key of its server, or the zone of a public record. */
  server: string;
  /** As declared, without what only another resource tells. */
  inputs: Record<string, unknown>;
}

/**
 * Everything that the servers should hold for the requests of a site.
 *
 * @param assumed ids planned as if approved
 */
export function wantedResources(site: Site, assumed: ReadonlySet<string> = new Set()): WantedResource[] {
  const { granted, closed } = claim(site, assumed);
  return [...granted, ...closed].flatMap(({ data }) => resourcesOfRequest(site, data));
}

/**
 * Everything that one request should have.
 * @throws Error for a request without an allocation; `claim` has sorted those out
 */
export function resourcesOfRequest(site: Site, request: ServiceRequest): WantedResource[] {
  const parts =
    request.kind === "colocation"
      ? ofColocation(request.id, desireColocation(site, request))
      : ofHosting(request.id, desire(site, request));
  return parts.map(({ type, name, server, inputs }) => ({ request: request.id, type, name, server, inputs }));
}

type Part = Omit<WantedResource, "request">;

function part(type: string, name: string, inputs: object & { server: string }): Part {
  return { type, name, server: inputs.server, inputs: { ...inputs } };
}

function ofHosting(id: string, desired: DesiredHosting): Part[] {
  return [
    part("titip:apache:VirtualHost", id, desired.virtualHost),
    ...(desired.database ? [part("titip:database:Database", id, desired.database)] : []),
    ...(desired.certificate ? [part("titip:apache:Certificate", id, desired.certificate)] : []),
    ...ofRecordSets(id, desired.recordSets),
    ...(desired.publicRecords ?? []).map(ofPublicRecord),
    ...(desired.container ? ofContainer(id, desired.container) : []),
  ];
}

function ofColocation(id: string, { ruleSet, recordSets }: DesiredColocation): Part[] {
  return [...(ruleSet ? [part("titip:firewall:RuleSet", id, ruleSet)] : []), ...ofRecordSets(id, recordSets)];
}

/** Named as in `src/resources/record-sets.ts`. */
function ofRecordSets(id: string, sets: readonly RecordSetInputs[]): Part[] {
  return sets.map((set, index) => part("titip:dns:RecordSet", index === 0 ? id : `${id}-${set.server}`, set));
}

function ofPublicRecord({ zoneId, zone, name, type, ttl, value, comment }: PublicRecord): Part {
  const inputs = { zoneId, name, type, ttl, content: value, comment, proxied: false };
  return { type: "cloudflare:index/dnsRecord:DnsRecord", name: `${name} ${type}`, server: zone, inputs };
}

function ofContainer(id: string, desired: DesiredContainer): Part[] {
  const store = part("titip:container:Store", id, desired.store);
  if (desired.store.closed) return [store];
  const { server } = desired.daemon;
  return [
    store,
    { type: "docker:index/remoteImage:RemoteImage", name: id, server, inputs: imageInputs(desired) },
    { type: "docker:index/network:Network", name: id, server, inputs: networkInputs(desired) },
    ...desired.volumes.map((volume) => ({
      type: "docker:index/volume:Volume",
      name: `${id}-${volume.slot}`,
      server,
      inputs: volumeInputs(volume),
    })),
    { type: "docker:index/container:Container", name: id, server, inputs: containerInputs(id, desired) },
  ];
}
