import type { HostingRequest } from "../schema/generated/hosting-request";
import type {
  ClosedHosting,
  ColocationConfiguration,
  HostingConfiguration,
  RegisterEntry,
  StackOutputs,
} from "../schema/generated/stack-outputs";
import { allocationOf } from "../schema/request-life";
import type { Site } from "../schema/site";
import { termOf } from "../sop/request-state";
import type { Claims } from "./claim";
import type { DesiredHosting } from "./desire";
import type { CertificateInputs, DnsRecord, VirtualHostInputs } from "./desired-state";
import { endOf } from "./ended";
import { agencyName, approvalOf, suspensionOf } from "./outputs-common";
import { closedContainer, containerOutput } from "./outputs-container";
import { closedDatabase, databaseOutput } from "./outputs-database";
import { sftpOutput } from "./outputs-sftp";
import { sitePaths } from "./paths";
import {
  closedColocation,
  colocationOf,
  type DeclaredColocation,
  registerOfColocation,
} from "./stack-outputs-colocation";

/** What the servers gave for one request, from the outputs of its resources. */
export interface Delivered {
  /** Where the files of a closed site are on its server. */
  archive?: string;
  /** Where there is a database: what its servers say of it. */
  database?: { secretFile: string; passwordVersion: number; writable?: boolean; archive?: string };
  /** Where there is a container: of a closed service, where its files are. */
  container?: { archive?: string };
  /** Where the site is to be served over https: what its server says of it. */
  certificate?: { mode: CertificateInputs["mode"]; served: boolean; until: string; issuer: string };
  site: Pick<VirtualHostInputs, "serverName" | "serverAliases" | "address" | "account">;
  records: DnsRecord[];
}

/** A hosting whose resources were declared; `held` is missing when one of them failed. */
export interface DeclaredHosting {
  request: HostingRequest;
  desired: DesiredHosting;
  held?: Delivered;
}

export type Declared = DeclaredHosting | DeclaredColocation;

/** Everything that the program exports, from what became of each request. */
export function stackOutputs(
  site: Site,
  declared: readonly Declared[],
  refused: Claims["refused"],
): StackOutputs {
  const configurations = declared.flatMap((one) =>
    isHosting(one) ? listed(configurationOf(site, one)) : [],
  );
  const colocations = declared.flatMap((one) => (isHosting(one) ? [] : listed(colocationOf(site, one))));
  return {
    configurations: byRequest(configurations),
    colocations: byRequest(colocations),
    register: registerOf(configurations, colocations),
    closed: declared.flatMap((one) =>
      listed(isHosting(one) ? closedHosting(site, one) : closedColocation(site, one)),
    ),
    failed: declared.flatMap(({ request, held }) => (held ? [] : [request.id])),
    refused: refused.map(({ request, reason }) => ({
      request: request.data.id,
      file: request.file,
      reason: reason.id,
    })),
  };
}

function isHosting(declared: Declared): declared is DeclaredHosting {
  return declared.request.kind === "hosting";
}

function listed<Entry>(entry: Entry | undefined): Entry[] {
  return entry === undefined ? [] : [entry];
}

function byRequest<Entry extends { request: string }>(entries: Entry[]): Record<string, Entry> {
  return Object.fromEntries(entries.map((entry) => [entry.request, entry]));
}

/** One entry of the configuration report (activity 7: letter with the hosting's data and configuration). */
function configurationOf(
  site: Site,
  { request, desired, held }: DeclaredHosting,
): HostingConfiguration | undefined {
  if (!held || endOf(request)) return undefined;
  const { documentRoot, logs, configFile } = sitePaths(request.id);
  const { serverName, serverAliases, address, account } = held.site;
  const { storage, memory, bandwidth } = request.resources;
  return {
    request: request.id,
    agency: agencyName(site, request),
    application: request.application.name,
    runtime: request.application.runtime,
    classification: request.application.classification,
    url: `${held.certificate?.served ? "https" : "http"}://${serverName}/`,
    serverName,
    aliases: serverAliases,
    server: desired.virtualHost.server,
    address,
    account,
    documentRoot,
    logs,
    configFile,
    nameServers: desired.recordSets.map(({ server }) => server),
    records: held.records,
    resources: { storage, memory, bandwidth },
    database: databaseOutput(request, desired, held),
    container: containerOutput(request, desired),
    sftp: sftpOutput(site, desired.virtualHost),
    certificate: held.certificate,
    term: termOf(request),
    approval: approvalOf(site, request),
    suspended: suspensionOf(request),
  };
}

/** What is left of a service that has ended. */
function closedHosting(site: Site, { request, desired, held }: DeclaredHosting): ClosedHosting | undefined {
  const end = endOf(request);
  if (!end || !held) return undefined;
  return {
    request: request.id,
    agency: agencyName(site, request),
    application: request.application.name,
    server: allocationOf(request)?.server ?? "",
    archive: held.archive ?? "",
    database: closedDatabase(desired, held),
    container: closedContainer(desired, held),
    closed: end.at.slice(0, 10),
    reason: end.reason,
  };
}

/** Register of addresses and subdomains: each name and the address behind it, sorted by name. */
function registerOf(
  configurations: HostingConfiguration[],
  colocations: ColocationConfiguration[],
): RegisterEntry[] {
  const rows = configurations.flatMap((configuration) =>
    [configuration.serverName, ...configuration.aliases].flatMap((name) =>
      registerEntries(configuration, name),
    ),
  );
  const place = ({ name, ip }: RegisterEntry) => `${name} ${ip}`;
  return [...rows, ...colocations.flatMap(registerOfColocation)].sort((a, b) =>
    place(a) < place(b) ? -1 : 1,
  );
}

function registerEntries(configuration: HostingConfiguration, name: string): RegisterEntry[] {
  const { address, request, agency, server, serverName, approval } = configuration;
  const type = name === serverName ? "address" : "alias";
  const addresses = [address.ip, ...(address.ipv6 === undefined ? [] : [address.ipv6])];
  return addresses.map((ip) => ({
    ip,
    name,
    type,
    request,
    agency,
    server,
    since: approval.at.slice(0, 10),
  }));
}
