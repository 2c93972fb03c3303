import type { HostingRequest } from "../schema/generated/hosting-request";
import type { ClosedDatabase, DatabaseConfiguration } from "../schema/generated/stack-outputs";
import type { DesiredHosting } from "./desire";
import type { Delivered } from "./stack-outputs";

/** The database of a hosting's configuration report: everything but the password. */
export function databaseOutput(
  { resources }: HostingRequest,
  { database }: DesiredHosting,
  held: Delivered,
): DatabaseConfiguration | undefined {
  if (!database || !held.database || !resources.database) return undefined;
  const { engine, server, host, name, connections, characterSet, collation } = database;
  const { secretFile, passwordVersion, writable } = held.database;
  return {
    ...{ engine, server, host, name, user: name, size: resources.database.size, connections },
    ...{ characterSet, collation, secretFile, passwordVersion, writable: writable !== false },
  };
}

/** What is left of the database of a service that has ended. */
export function closedDatabase({ database }: DesiredHosting, held: Delivered): ClosedDatabase | undefined {
  return database && { server: database.server, archive: held.database?.archive ?? "" };
}
