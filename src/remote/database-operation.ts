import type { DatabaseHeld, DatabaseOrder } from "./fleet";
import { archivesOf, byRequest, type Operation, requestOf, valuesOf } from "./operation";

/** One operation of a `db-apply` transaction. */
export type DatabaseOperation = Operation<DatabaseOrder>;

/** What became of it. */
export type DatabaseOutcome =
  | { kind: "put"; held: DatabaseHeld; secret: string | undefined }
  | { kind: "remove"; archive: string | undefined };

/** The operation as a line of the body of `db-apply`. */
export function databaseFields(operation: DatabaseOperation): string[] {
  if (operation.kind === "remove") return ["remove", operation.request];
  const { request, engine, name, client, connections, size, host, passwordVersion, password } =
    operation.order;
  const numbers = [connections, size].map(String);
  return ["put", request, engine, name, client, ...numbers, host, String(passwordVersion), password];
}

/** A `+database` line, see `report_databases` in `server/titip-host.d/70-database.bash`. */
function parseDatabase(fields: string[]): DatabaseHeld {
  const [, request = "", engine, name = "", client = "", connections, size, ...rest] = fields;
  const [characterSet = "", collation = "", host = "", version, secretDigest = "", bytes, writable] = rest;
  const deviations = rest[7] ?? "";
  return {
    request,
    engine: engine === "postgresql" ? "postgresql" : "mariadb",
    name,
    client,
    connections: Number(connections),
    size: Number(size),
    characterSet,
    collation,
    host,
    passwordVersion: Number(version),
    secretDigest,
    bytes: Number(bytes),
    writable: writable === "yes",
    deviations: deviations === "" ? [] : deviations.split("\n").sort(),
  };
}

export function databasesOf(lines: string[][]): Map<string, DatabaseHeld> {
  return byRequest(lines.filter(([kind]) => kind === "database").map(parseDatabase));
}

/** What became of each operation; what was not proven by the reply is an error. */
export function databaseOutcomesOf(operations: DatabaseOperation[], lines: string[][]): DatabaseOutcome[] {
  const databases = databasesOf(lines);
  const secrets = valuesOf(lines, "secret");
  const archives = archivesOf(lines);
  return operations.map((operation) => {
    const request = requestOf(operation);
    const held = databases.get(request);
    if (operation.kind === "put" ? held === undefined : !archives.has(request))
      throw new Error(`the database server did not report ${request} as it was ordered`);
    if (operation.kind === "put" && held) return { kind: "put", held, secret: secrets.get(request) };
    return { kind: "remove", archive: archives.get(request) || undefined };
  });
}
