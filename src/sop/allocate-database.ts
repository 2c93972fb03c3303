import { type Lines, shortfalls } from "../capacity/lines";
import { databaseDraws } from "../capacity/server-resources";
import type { HostingRequest } from "../schema/generated/hosting-request";
import type { DatabaseAllocation } from "../schema/generated/steps";
import { allocationOf } from "../schema/request-life";
import type { ServiceRequest, Site } from "../schema/site";
import type { Text } from "../text";
import { asObstacle, type Obstacle, refusalOf } from "./obstacle";
import type { Reality } from "./reality";

export type AllocatedDatabase = { database?: DatabaseAllocation } | ReturnType<typeof refusalOf>;

/** After a name that is taken: `hst_2026_0007_b`. */
const SUFFIXES = ["", ..."bcdefghijklmnopqrstuvwxyz"].map((letter) => (letter === "" ? "" : `_${letter}`));

/**
 * The first database server that offers the engine and has room, and a name on it that nobody has or had: the request's
 * id, so that an administrator knows whose it is. Nothing for a request without a database.
 *
 * @param before what is taken of everything, without this request
 */
export function allocateDatabase(
  site: Site,
  request: HostingRequest,
  others: readonly ServiceRequest[],
  before: Lines,
  reality: Reality,
): AllocatedDatabase {
  const need = request.resources.database;
  if (!need) return {};
  const obstacles: Obstacle[] = [];
  for (const [server, { role, engines }] of site.servers) {
    if (role !== "database" || !(engines?.includes(need.engine) ?? true)) continue;
    const over = shortfalls(before, request.id, databaseDraws(need, server));
    const name = freeName(server, request, others, reality);
    if (over.length === 0 && name) return { database: { server, name } };
    obstacles.push(...over.map(asObstacle), ...(name ? [] : [{ text: allTaken(server, baseName(request)) }]));
  }
  return obstacles.length === 0
    ? { refusal: noEngine(need.engine), over: [] }
    : refusalOf(noRoom(request), obstacles);
}

function freeName(
  server: string,
  request: HostingRequest,
  others: readonly ServiceRequest[],
  { databases }: Reality,
): string | undefined {
  const given = new Set(others.flatMap((other) => (other.kind === "hosting" ? databaseOf(other) : [])));
  return SUFFIXES.map((suffix) => baseName(request) + suffix).find(
    (name) => !given.has(`${server}/${name}`) && !databases?.has(`${server}/${name}`),
  );
}

function databaseOf(request: HostingRequest): string[] {
  const database = allocationOf(request)?.database;
  return database ? [`${database.server}/${database.name}`] : [];
}

function baseName({ id }: HostingRequest): string {
  return id.toLowerCase().replaceAll("-", "_");
}

function noEngine(engine: string): Text {
  return {
    id: `tidak ada server basis data yang menyediakan ${engine}; tambahkan pada datacenter/servers.yaml`,
    en: `no database server offers ${engine}; add one to datacenter/servers.yaml`,
  };
}

function noRoom({ id }: HostingRequest): Text {
  return {
    id: `kapasitas tidak cukup untuk basis data ${id}`,
    en: `there is not enough capacity for the database of ${id}`,
  };
}

function allTaken(server: string, name: string): Text {
  return {
    id: `nama ${name} dan turunannya sudah dipakai pihak lain di ${server}`,
    en: `the name ${name} and those after it are held by somebody else on ${server}`,
  };
}
