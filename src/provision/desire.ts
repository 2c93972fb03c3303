import { recordsFor } from "../dns/records-of-hosting";
import type { HostingRequest } from "../schema/generated/hosting-request";
import { allocationOf } from "../schema/request-life";
import type { ServiceRequest, Site } from "../schema/site";
import { isDedicated, isSuspended, namesOf } from "../sop/request-state";
import { type DesiredColocation, desireColocation } from "./desire-colocation";
import { type DesiredContainer, desireContainer } from "./desire-container";
import { desireDatabase } from "./desire-database";
import { certificateFor, tlsOf } from "./desire-tls";
import { byNameServer, inPublicZones } from "./desired-records";
import type {
  CertificateInputs,
  DatabaseInputs,
  PublicRecord,
  RecordSetInputs,
  VirtualHostInputs,
} from "./desired-state";
import { limitsOf, phpOf, sftpKeysOf } from "./site-limits";

export interface DesiredHosting {
  virtualHost: VirtualHostInputs;
  /** One for each name server that holds zones of the request: normally one. */
  recordSets: RecordSetInputs[];
  /** Records of zones that another company serves. */
  publicRecords?: PublicRecord[];
  /** Where the request asks for one. */
  database?: DatabaseInputs;
  /** Of a site that is served over https. */
  certificate?: CertificateInputs;
  /** Of a site with the runtime `container`. */
  container?: DesiredContainer;
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
    ipv6: pin.ipv6,
    dedicated,
    zones: Object.fromEntries(site.zones),
  });
  const container = desireContainer(site, request);
  const publicRecords = request.steps.closure ? [] : inPublicZones(site, request.id, records);
  const database = desireDatabase(site, request);
  const virtualHost: VirtualHostInputs = {
    request: request.id,
    server: pin.server,
    serverName,
    serverAliases: aliases.sort(),
    address: { ip: pin.ipv4, dedicated, ...(pin.ipv6 === undefined ? {} : { ipv6: pin.ipv6 }) },
    account: { name: request.id.toLowerCase(), uid: pin.uid },
    title: request.application.name,
    ...(request.steps.closure ? {} : webBlocks(site, request, pin.server)),
    ...(request.steps.closure ? {} : frontBlocks(site, request, container?.target)),
    ...(request.steps.closure ? { closed: true as const } : {}),
    ...(isSuspended(request) ? { suspended: true as const } : {}),
  };
  const certificate = certificateFor(virtualHost);
  return {
    ...(database ? { database } : {}),
    ...(container ? { container } : {}),
    ...(publicRecords.length > 0 ? { publicRecords } : {}),
    ...(certificate ? { certificate } : {}),
    virtualHost,
    recordSets: byNameServer(site, request.id, request.steps.closure ? "closed" : "open", records),
  };
}

/** What the web server runs and binds for the site; nothing for a plain site on a server that binds nothing. */
function webBlocks(
  site: Site,
  request: HostingRequest,
  server: string,
): Pick<VirtualHostInputs, "php" | "limits" | "sftp"> {
  const php = phpOf(request);
  const limits = limitsOf(request, site.servers.get(server));
  const sftp = sftpKeysOf(request);
  return { ...(php ? { php } : {}), ...(limits ? { limits } : {}), ...(sftp ? { sftp } : {}) };
}

/** What stands in front of the site: a certificate, a server that only passes requests on. */
function frontBlocks(
  site: Site,
  request: HostingRequest,
  container: string | undefined,
): Pick<VirtualHostInputs, "proxy" | "tls"> {
  const target = container ?? request.application.proxy?.target;
  const tls = tlsOf(site, request);
  return { ...(target === undefined ? {} : { proxy: { target } }), ...(tls ? { tls } : {}) };
}
