import type { HostingRequest } from "../schema/generated/hosting-request";
import type {
  ClosedHosting,
  HostingConfiguration,
  RegisterEntry,
  StackOutputs,
} from "../schema/generated/stack-outputs";
import { allocationOf } from "../schema/request-life";
import type { Site } from "../schema/site";
import type { Claims } from "./claim";
import type { DesiredHosting } from "./desire";
import type { DnsRecord, VirtualHostInputs } from "./desired-state";
import { sitePaths } from "./paths";

/** What the servers gave for one request, from the outputs of its resources. */
export interface Delivered {
  /** Where the files of a closed site are on its server. */
  archive?: string;
  site: Pick<VirtualHostInputs, "serverName" | "serverAliases" | "address" | "account">;
  records: DnsRecord[];
}

/** A request whose resources were declared; `held` is missing when one of them failed. */
export interface Declared {
  request: HostingRequest;
  desired: DesiredHosting;
  held?: Delivered;
}

/** Everything that the program exports, from what became of each request. */
export function stackOutputs(site: Site, declared: Declared[], refused: Claims["refused"]): StackOutputs {
  const configurations = declared.flatMap(({ request, desired, held }) =>
    held && !request.steps.closure ? [configurationOf(site, request, desired, held)] : [],
  );
  return {
    configurations: Object.fromEntries(configurations.map((entry) => [entry.request, entry])),
    register: registerOf(configurations),
    closed: declared.flatMap(({ request, held }) =>
      held && request.steps.closure ? [closedHosting(site, request, held.archive)] : [],
    ),
    failed: declared.flatMap(({ request, held }) => (held ? [] : [request.id])),
    refused: refused.map(({ request, reason }) => ({
      request: request.data.id,
      file: request.file,
      reason: reason.id,
    })),
  };
}

/** One entry of the configuration report (activity 7: letter with the hosting's data and configuration). */
function configurationOf(
  site: Site,
  request: HostingRequest,
  desired: DesiredHosting,
  delivered: Delivered,
): HostingConfiguration {
  const { documentRoot, logs, configFile } = sitePaths(request.id);
  const { serverName, serverAliases, address, account } = delivered.site;
  const { storage, memory, bandwidth } = request.resources;
  return {
    request: request.id,
    agency: agencyName(site, request),
    application: request.application.name,
    runtime: request.application.runtime,
    classification: request.application.classification,
    url: `http://${serverName}/`,
    serverName,
    aliases: serverAliases,
    server: desired.virtualHost.server,
    address,
    account,
    documentRoot,
    logs,
    configFile,
    nameServers: desired.recordSets.map(({ server }) => server),
    records: delivered.records,
    resources: { storage, memory, bandwidth },
    term: request.term,
    approval: approvalOf(request),
  };
}

/** What is left of a service that has ended. */
function closedHosting(site: Site, request: HostingRequest, archive = ""): ClosedHosting {
  const closure = request.steps.closure;
  return {
    request: request.id,
    agency: agencyName(site, request),
    application: request.application.name,
    server: allocationOf(request)?.server ?? "",
    archive,
    closed: closure?.at.slice(0, 10) ?? "",
    reason: closure?.reason ?? "",
  };
}

function approvalOf({ steps }: HostingRequest): HostingConfiguration["approval"] {
  const letter = steps.request.letter?.number;
  if (!steps.decision) return { by: "", at: "", letter, status: "assumed for preview" };
  return { by: steps.decision.by, at: steps.decision.at, letter, status: "claimed, not verified" };
}

/** Register of addresses and subdomains: each name and the address behind it, sorted by name. */
function registerOf(configurations: HostingConfiguration[]): RegisterEntry[] {
  const rows = configurations.flatMap((configuration) =>
    [configuration.serverName, ...configuration.aliases].map((name) => registerEntry(configuration, name)),
  );
  return rows.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function registerEntry(configuration: HostingConfiguration, name: string): RegisterEntry {
  const { address, request, agency, server, serverName, approval } = configuration;
  const type = name === serverName ? "address" : "alias";
  return { ip: address.ip, name, type, request, agency, server, since: approval.at.slice(0, 10) };
}

function agencyName(site: Site, request: HostingRequest): string {
  return site.agencies.get(request.applicant.agency)?.name ?? request.applicant.agency;
}
