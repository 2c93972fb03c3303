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

/** Parts of a site in the order in which they are put back: its database before the files that ask it. */
export function sitePartsOf({ steps }: HostingRequest): SitePart[] {
  const allocation = steps.assessment?.allocation;
  if (!allocation) return [];
  const { server, database } = allocation;
  return [...(database ? [{ server: database.server, part: "database" }] : []), { server, part: "files" }];
}
