import type { HostingRequest } from "../schema/generated/hosting-request";
import type { HostingConfiguration, RegisterEntry } from "../schema/generated/stack-outputs";
import type { Site } from "../schema/site";
import type { DesiredHosting } from "./desire";
import type { DnsRecord, VirtualHostInputs } from "./desired-state";
import { sitePaths } from "./paths";

/** What the servers gave for one request, from the outputs of its resources. */
export interface Delivered {
  site: Pick<VirtualHostInputs, "serverName" | "serverAliases" | "address" | "account">;
  records: DnsRecord[];
}

/** One entry of the configuration report (activity 7: letter with the hosting's data and configuration). */
export function configurationOf(
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

function approvalOf({ steps }: HostingRequest): HostingConfiguration["approval"] {
  const letter = steps.request.letter?.number;
  if (!steps.decision) return { by: "", at: "", letter, status: "assumed for preview" };
  return { by: steps.decision.by, at: steps.decision.at, letter, status: "claimed, not verified" };
}

/** One row of the register of addresses and subdomains: a name of the site and the address behind it. */
export function registerEntry(configuration: HostingConfiguration, name: string): RegisterEntry {
  const { address, request, agency, server, serverName, approval } = configuration;
  const type = name === serverName ? "address" : "alias";
  return { ip: address.ip, name, type, request, agency, server, since: approval.at.slice(0, 10) };
}

function agencyName(site: Site, request: HostingRequest): string {
  return site.agencies.get(request.applicant.agency)?.name ?? request.applicant.agency;
}
