import { describe, expect, test } from "vitest";
import { limitsOf, phpOf, sftpKeysOf } from "../../../src/provision/site-limits";
import type { HostingRequest } from "../../../src/schema/generated/hosting-request";
import type { Server } from "../../../src/schema/generated/servers";

const MIB = 2 ** 20;
const GIB = 2 ** 30;
type Given = Partial<HostingRequest["resources"]>;
const request = (runtime: "static" | "php", given: Given = {}) =>
  ({
    application: { name: "A", runtime, classification: "public" },
    resources: { storage: "20 GiB", memory: "512 MiB", bandwidth: "20 Mbit/s", ...given },
  }) as HostingRequest;
const server = (...limits: NonNullable<Server["limits"]>) => ({ role: "web", limits }) as unknown as Server;
const all = server("storage", "memory", "bandwidth", "connections");

describe("what binds a site", () => {
  test("nothing, on a server that is not set up for it", () => {
    expect(limitsOf(request("static", { cpu: 2 }), server())).toBeUndefined();
    expect(limitsOf(request("static"), undefined)).toBeUndefined();
  });

  test("what it was allotted, on one that is; memory only where processes are its own", () => {
    expect(limitsOf(request("static", { cpu: 2 }), all)).toEqual({
      storage: 20 * GIB,
      bandwidth: 20_000_000,
      connections: 50,
    });
    expect(limitsOf(request("php", { cpu: 2 }), all)).toEqual({
      storage: 20 * GIB,
      memory: 512 * MIB,
      cores: 2,
      bandwidth: 20_000_000,
      connections: 50,
      upload: 32 * MIB,
    });
  });

  test("what it names itself, on every server", () => {
    expect(limitsOf(request("static", { connections: 8, upload: "5 MiB" }), server())).toEqual({
      connections: 8,
      upload: 5 * MIB,
    });
  });

  test("requests at a time together with bandwidth, which mod_qos cannot do without", () => {
    expect(limitsOf(request("static"), server("bandwidth"))?.connections).toBe(50);
  });
});

test.each([
  ["128 MiB", {}, { children: 2, memory: 32 * MIB, seconds: 60 }],
  ["512 MiB", {}, { children: 8, memory: 128 * MIB, seconds: 60 }],
  ["2 GiB", {}, { children: 32, memory: 256 * MIB, seconds: 60 }],
  ["64 GiB", {}, { children: 64, memory: 256 * MIB, seconds: 60 }],
  ["2 GiB", { connections: 4 }, { children: 4, memory: 256 * MIB, seconds: 60 }],
])("PHP with %s %j", (memory, given, wanted) => {
  expect(phpOf(request("php", { memory, ...given }))).toEqual(wanted);
  expect(phpOf(request("static", { memory }))).toBeUndefined();
});

test("keys without their comments, each once, in one order", () => {
  const access = { sftp: ["ssh-ed25519 BBBB budi", "ssh-ed25519 AAAA ani", "ssh-ed25519 BBBB lagi"] };
  expect(sftpKeysOf({ ...request("static"), access })).toEqual(["ssh-ed25519 AAAA", "ssh-ed25519 BBBB"]);
  expect(sftpKeysOf(request("static"))).toBeUndefined();
});
