import * as pulumi from "@pulumi/pulumi";
import { beforeAll, describe, expect, it } from "vitest";
import { resourcesOfRequest } from "../../../src/plan/wanted-resources";
import { desire } from "../../../src/provision/desire";
import { Hosting } from "../../../src/resources/hosting";
import type { HostingRequest } from "../../../src/schema/generated/hosting-request";
import type { Site } from "../../../src/schema/site";
import { approved, aRequest, aSite } from "../support/a-site";

/** What the program registers, against what a plan says that it would: two ways to the same list. */
const registered: { type: string; name: string; inputs: Record<string, unknown> }[] = [];

beforeAll(() => {
  process.env.TITIP_SITE = process.cwd();
  pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }) => {
        registered.push({ type, name, inputs });
        return { id: `${type}/${name}`, state: { ...inputs, imageId: "sha256:1234" } };
      },
      call: ({ inputs }) => inputs,
    },
    "titip",
    "test",
  );
});

const SSH = { host: "10.20.30.21", user: "titip", host_key: "ssh-ed25519 AAAA" };
const ZONE = { provider: "cloudflare" as const, zone_id: "023e105f4ecef8ad9ca31a8372d0c353", ttl: 300 };

function site(request: HostingRequest, zones: Site["zones"]): Site {
  const plain = aSite([request]);
  const more = [
    ["db1", { role: "database" as const, address: "10.20.30.21", ssh: SSH }],
    ["docker1", { role: "container" as const, address: "10.20.30.31", ssh: SSH }],
  ] as const;
  return {
    ...plain,
    zones: new Map([...plain.zones, ...zones]),
    servers: new Map([...plain.servers, ...more]),
  };
}

/** A request that has one of everything. */
function request(): HostingRequest {
  const database = { engine: "mariadb" as const, size: "2 GiB" };
  const resources = { storage: "1 GiB", memory: "256 MiB", bandwidth: "1 Mbit/s", cpu: 2, database };
  const whole = approved(aRequest(7, { resources, tls: "acme" }), "10.20.30.100", 20007);
  const container = {
    build: { sha256: "9f".repeat(32) },
    port: 8080,
    volumes: ["/data"],
    health: ["/bin/cek"],
  };
  Object.assign(whole.application, { runtime: "container", container });
  Object.assign(whole.steps.assessment?.allocation ?? {}, {
    container: { server: "docker1", port: 20_007 },
    database: { server: "db1", name: "hst_2026_0007" },
  });
  return whole;
}

/** Inputs that only another resource or a machine's folder tells, and those that are outputs. */
const LATER = ["image", "networksAdvanced", "build"];

function plain(inputs: Record<string, unknown>): Record<string, unknown> {
  const kept = Object.entries(inputs).filter(([key]) => !LATER.includes(key));
  return JSON.parse(JSON.stringify(Object.fromEntries(kept))) as Record<string, unknown>;
}

describe("what a plan takes for wanted", () => {
  it.each([
    ["with our own zones", new Map()],
    ["with a public zone", new Map([["cirebonkab.go.id", ZONE]])],
  ])("is what the program declares, %s", async (_, zones) => {
    registered.length = 0;
    const one = request();
    const centre = site(one, zones);
    const hosting = new Hosting(one.id, desire(centre, one), { protect: true });
    await new Promise((resolve) => hosting.delivered.apply(resolve));
    await pulumi.runtime.disconnect();
    const declared = registered
      .filter(({ type }) => !type.startsWith("pulumi:") && type !== "titip:index:Hosting")
      .map(({ type, name, inputs }) => ({ type, name, inputs: plain(inputs) }));
    const wanted = resourcesOfRequest(centre, one).map(({ type, name, inputs }) => ({
      ...{ type, name },
      inputs: plain(inputs),
    }));
    const place = ({ type, name }: { type: string; name: string }) => `${type} ${name}`;
    const sorted = (list: typeof wanted) => list.sort((a, b) => (place(a) < place(b) ? -1 : 1));
    expect(sorted(wanted)).toEqual(sorted(declared));
    expect(wanted.length).toBeGreaterThan(8);
  });
});
