import { describe, expect, it } from "vitest";
import { requestDigest } from "../../../src/plan/plan-site";
import { desire } from "../../../src/provision/desire";
import { connectionsOf } from "../../../src/provision/desire-database";
import { stackOutputs } from "../../../src/provision/stack-outputs";
import type { HostingRequest } from "../../../src/schema/generated/hosting-request";
import type { Site } from "../../../src/schema/site";
import { approved, aRequest, aSite } from "../support/a-site";

const SSH = { host: "10.20.30.21", user: "titip", host_key: "" };
const server = (role: "database" | "container", address: string) => ({ role, address, ssh: SSH });

function site(request: HostingRequest): Site {
  const plain = aSite([request]);
  const more = [
    ["db1", server("database", "10.20.30.21")],
    ["docker1", server("container", "10.20.30.31")],
  ] as const;
  return { ...plain, servers: new Map([...plain.servers, ...more]) };
}

function withDatabase(need: object = {}, pins: object = {}): HostingRequest {
  const database = { engine: "mariadb" as const, size: "2 GiB", ...need };
  const resources = { storage: "1 GiB", memory: "128 MiB", bandwidth: "1 Mbit/s", database };
  const request = approved(aRequest(7, { resources }), "10.20.30.100", 20007);
  Object.assign(request.steps.assessment?.allocation ?? {}, {
    database: { server: "db1", name: "hst_2026_0007" },
    ...pins,
  });
  return request;
}

const wanted = (request: HostingRequest) => desire(site(request), request).database;

describe("a desired database", () => {
  it("is what was approved, for the server where the application runs", () => {
    expect(wanted(withDatabase())).toEqual({
      request: "HST-2026-0007",
      server: "db1",
      engine: "mariadb",
      name: "hst_2026_0007",
      host: "10.20.30.21",
      client: { server: "web1", address: "10.20.30.11", uid: 20007 },
      connections: 20,
      size: 2 * 2 ** 30,
      characterSet: "utf8mb4",
      collation: "utf8mb4_unicode_ci",
      passwordVersion: 1,
    });
    const other = withDatabase({ engine: "postgresql", connections: 5, password_version: 3 });
    expect(wanted(other)).toMatchObject({ connections: 5, passwordVersion: 3, collation: "C.UTF-8" });
    expect(connectionsOf({ engine: "mariadb", size: "1 GiB" })).toBe(20);
  });

  it("lets in the server of the container, where there is one", () => {
    const request = withDatabase({}, { container: { server: "docker1", port: 20007 } });
    expect(wanted(request)?.client).toEqual({ server: "docker1", address: "10.20.30.31", uid: 20007 });
  });

  it("is none without a need or an allocation, and ends with the service", () => {
    const plain = approved(aRequest(7), "10.20.30.100", 20007);
    expect(desire(site(plain), plain)).not.toHaveProperty("database");
    expect(wanted(withDatabase({}, { database: undefined }))).toBeUndefined();
    const closed = withDatabase();
    closed.steps.closure = { at: "2026-12-01T09:00:00+07:00", by: "kabid", reason: "Selesai" };
    expect(wanted(closed)).toMatchObject({ closed: true, name: "hst_2026_0007" });
  });

  it("is part of what is approved", () => {
    const [before, after] = [withDatabase(), withDatabase({ connections: 21 })];
    expect(requestDigest(site(before), before)).not.toBe(requestDigest(site(after), after));
  });
});

describe("the outputs of a database", () => {
  const declared = (request: HostingRequest, held: object) => {
    const desired = desire(site(request), request);
    const { serverName, serverAliases, address, account } = desired.virtualHost;
    const delivered = { site: { serverName, serverAliases, address, account }, records: [], database: held };
    return stackOutputs(site(request), [{ request, desired, held: delivered as never }], []);
  };

  it("say everything but the password", () => {
    const held = { secretFile: "/srv/titip/HST-2026-0007/secrets/database.env", passwordVersion: 1 };
    expect(declared(withDatabase(), held).configurations["HST-2026-0007"]?.database).toEqual({
      ...{ engine: "mariadb", server: "db1", host: "10.20.30.21", name: "hst_2026_0007" },
      ...{ user: "hst_2026_0007", size: "2 GiB", connections: 20, writable: true, passwordVersion: 1 },
      ...{ characterSet: "utf8mb4", collation: "utf8mb4_unicode_ci" },
      secretFile: "/srv/titip/HST-2026-0007/secrets/database.env",
    });
    const full = declared(withDatabase(), { ...held, writable: false });
    expect(full.configurations["HST-2026-0007"]?.database?.writable).toBe(false);
  });

  it("say where a closed service's data are", () => {
    const request = withDatabase();
    request.steps.closure = { at: "2026-12-01T09:00:00+07:00", by: "kabid", reason: "Selesai" };
    const held = { secretFile: "", passwordVersion: 1, archive: "/var/lib/titip/archive/x.sql.gz" };
    expect(declared(request, held).closed).toMatchObject([
      { request: "HST-2026-0007", database: { server: "db1", archive: "/var/lib/titip/archive/x.sql.gz" } },
    ]);
  });
});
