import type { HostingRequest } from "../schema/generated/hosting-request";
import type { Site } from "../schema/site";
import type { SitePart } from "./restore-site";

/** Servers that make backups, in the order of the plan; without one every server that holds what sites have. */
export function backupServers({ backup, servers }: Site): string[] {
  const roles: readonly string[] = ["web", "database", "container"];
  const holding = [...servers].filter(([, { role }]) => roles.includes(role));
  const keys = backup ? Object.keys(backup.servers) : holding.map(([key]) => key);
  return keys.filter((key) => servers.has(key));
}

/** Parts of a site in the order in which they are put back: what its files and programs ask before the files. */
export function sitePartsOf({ application, steps }: HostingRequest): SitePart[] {
  const allocation = steps.assessment?.allocation;
  if (!allocation) return [];
  const { server, database, container } = allocation;
  const keeps = application.runtime === "container" && (application.container?.volumes ?? []).length > 0;
  return [
    ...(database ? [{ server: database.server, part: "database" }] : []),
    ...(container && keeps ? [{ server: container.server, part: "volumes" }] : []),
    { server, part: "files" },
  ];
}
