import { connectionsOf } from "../provision/desire-database";
import type { DatabaseNeed, HostingRequest } from "../schema/generated/hosting-request";
import type { Server } from "../schema/generated/servers";
import { parsePercent, parseRate, parseSize } from "../schema/quantity";
import type { Site } from "../schema/site";
import type { Text } from "../text";
import type { Unit } from "./amount";
import { type Draw, limited, type Resource } from "./resource";

type Kind = "sites" | "storage" | "memory" | "cpu" | "bandwidth" | "database" | "connections";

const labels: Readonly<Record<Kind, Text>> = {
  sites: { id: "jumlah situs", en: "sites" },
  storage: { id: "penyimpanan", en: "storage" },
  memory: { id: "memori", en: "memory" },
  cpu: { id: "CPU", en: "CPU" },
  bandwidth: { id: "bandwidth server", en: "server bandwidth" },
  database: { id: "basis data", en: "databases" },
  connections: { id: "koneksi basis data", en: "database connections" },
};

/** What servers have for sites, as far as the inventory states it. */
export function serverResources(site: Site): Resource[] {
  return [...site.servers].flatMap(([key, server]) => resourcesOf(key, server));
}

function resourcesOf(key: string, { capacity }: Server): Resource[] {
  if (!capacity) return [];
  const { sites, storage, memory, cpu, bandwidth, database, connections } = capacity;
  const margin = capacity.margin === undefined ? 100 : parsePercent(capacity.margin);
  const stated: [Kind, Unit, number | undefined, number][] = [
    ["sites", "sites", sites, 100],
    ["storage", "bytes", storage === undefined ? undefined : parseSize(storage), margin],
    ["memory", "bytes", memory === undefined ? undefined : parseSize(memory), margin],
    ["cpu", "cores", cpu, margin],
    ["bandwidth", "bit/s", bandwidth === undefined ? undefined : parseRate(bandwidth), margin],
    ["database", "bytes", database === undefined ? undefined : parseSize(database), margin],
    ["connections", "connections", connections, margin],
  ];
  return stated.flatMap(([kind, unit, capacity, percent]) => {
    if (capacity === undefined) return [];
    const resource = { key: keyOf(key, kind), group: "server" as const, place: key, label: labels[kind] };
    return [limited({ ...resource, unit, capacity }, percent)];
  });
}

/**
 * What a site takes of its web server.
 * @param elsewhere its database is on a server for databases, and not counted here
 */
export function serverDraws(request: HostingRequest, server: string, elsewhere = false): Draw[] {
  const { bandwidth, database } = request.resources;
  return [
    { key: keyOf(server, "sites"), amount: 1 },
    ...(request.application.runtime === "container" ? [] : runningDraws(request, server)),
    { key: keyOf(server, "bandwidth"), amount: parseRate(bandwidth) },
    { key: keyOf(server, "database"), amount: database && !elsewhere ? parseSize(database.size) : 0 },
  ];
}

/** What a site takes of the server on which its application runs. */
function runningDraws({ resources: { storage, memory, cpu } }: HostingRequest, server: string): Draw[] {
  return [
    { key: keyOf(server, "storage"), amount: parseSize(storage) },
    { key: keyOf(server, "memory"), amount: parseSize(memory) },
    { key: keyOf(server, "cpu"), amount: cpu ?? 0 },
  ];
}

/** What a site's container takes of the server that runs it. */
export function containerDraws(request: HostingRequest, server: string): Draw[] {
  return [{ key: keyOf(server, "sites"), amount: 1 }, ...runningDraws(request, server)];
}

/** What a site's database takes of the server that holds it. */
export function databaseDraws(need: DatabaseNeed, server: string): Draw[] {
  return [
    { key: keyOf(server, "database"), amount: parseSize(need.size) },
    { key: keyOf(server, "connections"), amount: connectionsOf(need) },
  ];
}

function keyOf(server: string, kind: Kind): string {
  return `server/${server}/${kind}`;
}
