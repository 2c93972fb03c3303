import type { DatabaseNeed, HostingRequest } from "../schema/generated/hosting-request";
import { parseSize } from "../schema/quantity";
import { allocationOf } from "../schema/request-life";
import type { Site } from "../schema/site";
import type { DatabaseInputs } from "./desired-state";

/** Connections of a request that does not say how many. */
const USUAL_CONNECTIONS = 20;

/** Name of the file on the site's server that holds what its application needs to connect. */
export const DATABASE_SECRET = "database.env";

/** What every database is made with. PostgreSQL's own C.UTF-8 sorts the same after an upgrade of the C library. */
const TEXT_OF = {
  mariadb: { characterSet: "utf8mb4", collation: "utf8mb4_unicode_ci" },
  postgresql: { characterSet: "UTF8", collation: "C.UTF-8" },
} as const;

/** Most connections at a time that a request asks for. */
export function connectionsOf({ connections = USUAL_CONNECTIONS }: DatabaseNeed): number {
  return connections;
}

/**
 * The database that an approved request should have; undefined where it asks for none, or was approved without one.
 * The client is the server on which the application runs: its web server, or the one that runs its container.
 */
export function desireDatabase(site: Site, request: HostingRequest): DatabaseInputs | undefined {
  const pin = allocationOf(request);
  const need = request.resources.database;
  if (!pin?.database || !need) return undefined;
  const client = pin.container?.server ?? pin.server;
  return {
    request: request.id,
    server: pin.database.server,
    engine: need.engine,
    name: pin.database.name,
    host: site.servers.get(pin.database.server)?.address ?? "",
    client: { server: client, address: site.servers.get(client)?.address ?? "", uid: pin.uid },
    connections: connectionsOf(need),
    size: parseSize(need.size),
    ...TEXT_OF[need.engine],
    passwordVersion: need.password_version ?? 1,
    ...(request.steps.closure ? { closed: true as const } : {}),
  };
}
