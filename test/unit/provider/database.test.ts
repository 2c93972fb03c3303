import { describe, expect, it } from "vitest";
import type { DataCentre } from "../../../src/provider/data-centre";
import { TitipProvider } from "../../../src/provider/provider";
import { database } from "../../../src/provider/resources/database";
import type { DatabaseInputs } from "../../../src/provision/desired-state";
import type { DatabaseHeld, DatabaseOrder, SecretOrder, SecretReality } from "../../../src/remote/fleet";

const URN = "urn:pulumi:lab::titip::titip:index:Hosting$titip:database:Database::HST-2026-0007";
const INPUTS: DatabaseInputs = {
  ...{
    request: "HST-2026-0007",
    server: "db1",
    engine: "mariadb",
    name: "hst_2026_0007",
    host: "10.20.30.21",
  },
  client: { server: "web1", address: "10.20.30.11", uid: 20007 },
  ...{ connections: 20, size: 2 ** 30, characterSet: "utf8mb4", collation: "utf8mb4_unicode_ci" },
  passwordVersion: 1,
};
const HELD: DatabaseHeld = {
  ...{ request: "HST-2026-0007", engine: "mariadb", name: "hst_2026_0007", host: "10.20.30.21" },
  ...{ client: "10.20.30.11", connections: 20, size: 2 ** 30, passwordVersion: 1, secretDigest: "d1" },
  ...{
    characterSet: "utf8mb4",
    collation: "utf8mb4_unicode_ci",
    bytes: 4096,
    writable: true,
    deviations: [],
  },
};
const DELIVERED: SecretReality = { uid: 20007, digest: "d1" };

/** Servers that hold this, and what they were told. */
function servers(held: DatabaseHeld | undefined, delivered: SecretReality | undefined) {
  const told: (DatabaseOrder | SecretOrder | string)[] = [];
  const put = async (order: DatabaseOrder) => {
    told.push(order);
    const fresh = order.password === "new";
    const made = { ...HELD, ...order, secretDigest: fresh ? "d2" : "d1" };
    return { held: made, secret: fresh ? "DATABASE_PASSWORD=rahasia" : undefined };
  };
  const sql = { read: async () => held, put, remove: async () => ({ archive: "/var/lib/titip/archive/x" }) };
  const secrets = (server: string) => ({
    read: async () => delivered,
    put: async (order: SecretOrder) => void told.push(order),
    remove: async (request: string) => void told.push(`${server} forgets ${request}`),
  });
  const fleet = { database: () => sql, secrets } as unknown as DataCentre["fleet"];
  const dataCentre: DataCentre = { fleet, zonesOn: () => [], addressOf: () => "", serverAt: () => "web1" };
  return { dataCentre, told };
}

const ID = { server: "db1", request: "HST-2026-0007" };
async function differences(held: DatabaseHeld, delivered: SecretReality | undefined) {
  const { dataCentre } = servers(held, delivered);
  const read = await database.read(dataCentre, ID, database.plan(INPUTS));
  return new TitipProvider().diff(URN, { ...read?.outputs }, { ...INPUTS }).changes.map(({ path }) => path);
}

describe("a database", () => {
  it("shows no difference when the servers have what was asked for, full or not", async () => {
    expect(await differences(HELD, DELIVERED)).toEqual([]);
    expect(await differences({ ...HELD, writable: false, bytes: 2 ** 31 }, DELIVERED)).toEqual([]);
  });

  it.each<[string, Partial<DatabaseHeld>, SecretReality | undefined, string[]]>([
    ["another limit", { connections: 90 }, DELIVERED, ["connections"]],
    ["another address", { client: "" }, DELIVERED, ["client.address"]],
    ["a privilege more", { deviations: ["global privileges"] }, DELIVERED, ["deviations"]],
    ["another password in the engine", { passwordVersion: 0 }, DELIVERED, ["passwordVersion"]],
    ["no password at the site", {}, undefined, ["secretFile"]],
    ["another password at the site", {}, { uid: 20007, digest: "d0" }, ["secretFile"]],
    ["a password that others may read", {}, { uid: 0, digest: "d1" }, ["secretFile"]],
  ])("shows %s", async (_, change, delivered, paths) => {
    expect(await differences({ ...HELD, ...change }, delivered)).toEqual(paths);
  });

  it("is gone when its server has it no more; the record of a closed one stays", async () => {
    const { dataCentre } = servers(undefined, undefined);
    expect(await database.read(dataCentre, ID, database.plan(INPUTS))).toBeUndefined();
    const closed = { ...database.plan({ ...INPUTS, closed: true }), archive: "/var/lib/titip/archive/x" };
    expect((await database.read(dataCentre, ID, closed))?.outputs).toEqual(closed);
  });

  it("carries a new password to the site and into no output; an intact one is left alone", async () => {
    const fresh = servers(undefined, undefined);
    const outputs = await database.apply(fresh.dataCentre, INPUTS, undefined);
    expect(fresh.told).toMatchObject([
      { password: "new", client: "10.20.30.11" },
      { request: "HST-2026-0007", uid: 20007, name: "database.env", text: "DATABASE_PASSWORD=rahasia" },
    ]);
    expect(JSON.stringify(outputs)).not.toContain("rahasia");
    expect(outputs).toMatchObject({
      passwordVersion: 1,
      secretFile: "/srv/titip/HST-2026-0007/secrets/database.env",
    });
    const intact = servers(HELD, DELIVERED);
    await database.apply(intact.dataCentre, { ...INPUTS, connections: 30 }, outputs);
    expect(intact.told).toMatchObject([{ password: "keep", connections: 30 }]);
  });

  it.each<[string, Partial<DatabaseHeld>, SecretReality | undefined, Partial<DatabaseInputs>]>([
    ["a raised version", {}, DELIVERED, { passwordVersion: 2 }],
    ["a lost one", {}, undefined, {}],
    ["one changed by hand", { passwordVersion: 0 }, DELIVERED, {}],
    ["a server that moved", {}, DELIVERED, { host: "10.20.30.22" }],
  ])("makes another password for %s", async (_, change, delivered, inputs) => {
    const { dataCentre, told } = servers({ ...HELD, ...change }, delivered);
    await database.apply(dataCentre, { ...INPUTS, ...inputs }, database.plan(INPUTS));
    expect(told).toMatchObject([{ password: "new" }, { name: "database.env" }]);
  });

  it("is forgotten by the server that its site has left", async () => {
    const { dataCentre, told } = servers(HELD, undefined);
    const client = { server: "web2", address: "10.20.30.12", uid: 20007 };
    await database.apply(dataCentre, { ...INPUTS, client }, database.plan(INPUTS));
    expect(told.at(-1)).toBe("web1 forgets HST-2026-0007");
  });

  it("says where the data are when it is removed, and keeps that on record when it is closed", async () => {
    const { dataCentre, told } = servers(HELD, DELIVERED);
    const words = await database.remove(dataCentre, ID, database.plan(INPUTS));
    expect(words?.en).toBe("HST-2026-0007: the database is archived at db1:/var/lib/titip/archive/x");
    expect(told).toEqual(["web1 forgets HST-2026-0007"]);
    const closed = await database.apply(dataCentre, { ...INPUTS, closed: true }, database.plan(INPUTS));
    expect(closed).toMatchObject({ closed: true, secretFile: "", archive: "/var/lib/titip/archive/x" });
  });

  it.each<[string, Partial<DatabaseInputs>]>([
    ["name", { name: "mysql" }],
    ["name", { name: "hst_2026_0008" }],
    ["name", { name: "hst_2026_0007`; DROP DATABASE mysql" }],
    ["client.address", { client: { ...INPUTS.client, address: "%" } }],
    ["connections", { connections: 0 }],
    ["size", { size: 0.5 }],
  ])("refuses a strange %s", (property, change) => {
    expect(database.check({ ...INPUTS, ...change }).failures).toMatchObject([{ property }]);
  });
});
