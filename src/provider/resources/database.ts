import { isIPv4 } from "node:net";
import { DATABASE_SECRET } from "../../provision/desire-database";
import type { DatabaseInputs } from "../../provision/desired-state";
import { sitePaths } from "../../provision/paths";
import type { DatabaseHeld, Fleet, SecretReality } from "../../remote/fleet";
import type { DataCentre } from "../data-centre";
import type { CheckFailure, ManagedResource, Read, ResourceId } from "./managed-resource";

export interface DatabaseOutputs extends DatabaseInputs {
  /** Where the application finds name, user and password, on the client; empty while it would find something else. */
  secretFile: string;
  /** What stands on the server beside or instead of what was ordered, in words. */
  deviations: string[];
  /** False while the database is over its size: then it takes nothing more in. */
  writable?: boolean;
  /** Where a closed service's data are on the database server; empty when there were none. */
  archive?: string;
}

const REQUEST_ID = /^[A-Z]{3}-[0-9]{4}-[0-9]{4,}$/;
const NAME = /^[a-z]{3}_[0-9]{4}_[0-9]{4,9}(_[a-z0-9]{1,8})?$/;

/**
 * A database on one server and its password on another: made on the first, carried to the second in memory, and in no
 * input, output or log. Version 0 stands for a password that is not the one that was delivered.
 */
export const database: ManagedResource<DatabaseInputs, DatabaseOutputs> = {
  type: "titip:database:Database",
  replaceOn: ["request", "server", "engine", "name"],
  learned: ["archive", "writable"],

  check: (news) => ({ inputs: news, failures: refused(news) }),

  id: (inputs) => `${inputs.server}/${inputs.request}`,

  plan: (inputs) => ({
    ...inputs,
    secretFile: inputs.closed ? "" : secretFile(inputs.request),
    deviations: [],
  }),

  async apply({ fleet }, inputs, olds) {
    if (!inputs.closed) return put(fleet, inputs, olds);
    const { archive = "" } = await take(fleet, inputs, olds);
    return { ...database.plan(inputs), archive: olds?.archive || archive };
  },

  read: readDatabase,

  async remove({ fleet }, { server, request }, olds) {
    const { archive } = await take(fleet, olds);
    if (!archive) return undefined;
    return {
      id: `${request}: isi basis data diarsipkan di ${server}:${archive}`,
      en: `${request}: the database is archived at ${server}:${archive}`,
    };
  },
};

async function put(
  fleet: Fleet,
  inputs: DatabaseInputs,
  olds: DatabaseOutputs | undefined,
): Promise<DatabaseOutputs> {
  const { client, closed: _closed, characterSet: _set, collation: _order, ...order } = inputs;
  const [before, delivered] = await look(fleet, inputs);
  const intact = before?.passwordVersion === inputs.passwordVersion && isDelivered(inputs, before, delivered);
  const known = intact && before.host === inputs.host && before.client === client.address;
  const { held, secret } = await fleet.database(inputs.server).put({
    ...order,
    client: client.address,
    password: known ? "keep" : "new",
  });
  const place = { request: inputs.request, uid: client.uid, name: DATABASE_SECRET };
  if (secret !== undefined) await fleet.secrets(client.server).put({ ...place, text: secret });
  if (olds && olds.client.server !== client.server)
    await fleet.secrets(olds.client.server).remove(inputs.request, DATABASE_SECRET);
  const there = secret === undefined ? delivered : { uid: client.uid, digest: held.secretDigest };
  return describe(inputs, held, there);
}

/** The password goes before the data, so that no site goes on with half of it. */
async function take(fleet: Fleet, inputs: DatabaseInputs, olds = inputs): Promise<{ archive?: string }> {
  const servers = new Set([inputs.client.server, olds.client.server]);
  for (const server of servers) await fleet.secrets(server).remove(inputs.request, DATABASE_SECRET);
  return fleet.database(inputs.server).remove(inputs.request);
}

function look(
  fleet: Fleet,
  { request, server, client }: Pick<DatabaseInputs, "request" | "server" | "client">,
): Promise<[DatabaseHeld | undefined, SecretReality | undefined]> {
  return Promise.all([
    fleet.database(server).read(request),
    fleet.secrets(client.server).read(request, DATABASE_SECRET),
  ]);
}

async function readDatabase(
  { fleet, serverAt }: DataCentre,
  { server, request }: ResourceId,
  olds: Partial<DatabaseOutputs>,
): Promise<Read<DatabaseInputs, DatabaseOutputs> | undefined> {
  const recorded = olds.request ? (olds as DatabaseOutputs) : undefined;
  if (recorded) {
    const [held, delivered] = await look(fleet, recorded);
    // Of a closed service the record stays, with the place of its archive.
    if (!held) return recorded.closed && { inputs: recorded, outputs: recorded };
    return { inputs: recorded, outputs: describe(recorded, held, delivered) };
  }
  const held = await fleet.database(server).read(request);
  if (!held) return undefined;
  const inputs = await imported(fleet, server, held, serverAt(held.client));
  const outputs = describe(inputs, held, (await look(fleet, inputs))[1]);
  return { inputs, outputs };
}

/** What an import knows: whose account reads the password is asked of the server that has it. */
async function imported(
  fleet: Fleet,
  server: string,
  held: DatabaseHeld,
  client: string,
): Promise<DatabaseInputs> {
  const { request, engine, name, host, connections, size, characterSet, collation, passwordVersion } = held;
  const uid = (await fleet.secrets(client).read(request, DATABASE_SECRET))?.uid ?? 0;
  const place = { server: client, address: held.client, uid };
  const limits = { connections, size, characterSet, collation };
  return { request, server, engine, name, host, client: place, ...limits, passwordVersion };
}

/** What was ordered, overlaid with what the servers really have, so that a difference shows in `diff`. */
function describe(
  { closed: _closed, ...inputs }: DatabaseInputs & Partial<DatabaseOutputs>,
  held: DatabaseHeld,
  delivered: SecretReality | undefined,
): DatabaseOutputs {
  const { request, server, engine, client, archive } = inputs;
  const { name, host, connections, size, characterSet, collation, passwordVersion } = held;
  return {
    ...{ request, server, engine, name, host },
    client: { ...client, address: held.client },
    ...{ connections, size, characterSet, collation, passwordVersion },
    secretFile: isDelivered(inputs, held, delivered) ? secretFile(request) : "",
    deviations: held.deviations,
    writable: held.writable,
    ...(archive === undefined ? {} : { archive }),
  };
}

function isDelivered({ client }: DatabaseInputs, held: DatabaseHeld, delivered?: SecretReality): boolean {
  return delivered?.uid === client.uid && delivered.digest === held.secretDigest;
}

function secretFile(request: string): string {
  return `${sitePaths(request).secrets}/${DATABASE_SECRET}`;
}

function refused({ request, name, host, client, connections, size }: DatabaseInputs): CheckFailure[] {
  const checks: [property: string, found: unknown, ok: boolean][] = [
    ["request", request, REQUEST_ID.test(request)],
    ["name", name, NAME.test(name) && name.startsWith(request.toLowerCase().replaceAll("-", "_"))],
    ["host", host, isIPv4(host)],
    ["client.address", client.address, isIPv4(client.address)],
    ["connections", connections, Number.isInteger(connections) && connections > 0],
    ["size", size, Number.isSafeInteger(size) && size > 0],
  ];
  return checks.flatMap(([property, found, ok]) =>
    ok ? [] : [{ property, reason: `${JSON.stringify(found)} cannot stand in a database` }],
  );
}
