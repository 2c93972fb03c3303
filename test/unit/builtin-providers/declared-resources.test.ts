import type * as Cloudflare from "@pulumi/cloudflare";
import type * as Docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { desire } from "../../../src/provision/desire";
import { Hosting } from "../../../src/resources/hosting";
import type { HostingRequest } from "../../../src/schema/generated/hosting-request";
import type { Site } from "../../../src/schema/site";
import { approved, aRequest, aSite } from "../support/a-site";

/** What the program asks of Docker and Cloudflare, as it reaches an engine: nothing more, nothing less. */
const registered: { type: string; name: string; inputs: Record<string, unknown>; provider?: string }[] = [];
const ID = "HST-2026-0007";
const SHA = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const KEY = "AAAAC3NzaC1lZDI1NTE5AAAAIM2GvOWVtsyjPaaUt0ZsY/GV0nk7dEvTyy6xWRjvAJCi";
const ZONE = "023e105f4ecef8ad9ca31a8372d0c353";

/** Inputs once every output is known. */
type Known<Args> = {
  [Key in keyof Args]: Args[Key] extends pulumi.Input<infer Value> ? Known<Value> : Args[Key];
};

beforeAll(() => {
  process.env.TITIP_SITE = process.cwd();
  pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs, provider }) => {
        registered.push({ type, name, inputs, ...(provider ? { provider } : {}) });
        const learned = type.includes("RemoteImage") ? { imageId: "sha256:1234" } : {};
        return { id: `${type}/${name}`, state: { ...inputs, ...learned } };
      },
      call: ({ inputs }) => inputs,
    },
    "titip",
    "test",
  );
});
afterEach(() => {
  registered.length = 0;
});

function site(request: HostingRequest, zone: object = {}): Site {
  const plain = aSite([request]);
  const ssh = { host: "docker1.dc", port: 2222, user: "titip", host_key: `ssh-ed25519 ${KEY}` };
  const docker1 = { role: "container" as const, address: "10.20.30.31", ssh };
  const zones = [...plain.zones].map(
    ([name, one]) => [name, name.endsWith(".arpa") ? one : { ...one, ...zone }] as const,
  );
  return { ...plain, servers: new Map([...plain.servers, ["docker1", docker1]]), zones: new Map(zones) };
}

function inContainer(container: object): HostingRequest {
  const resources = { storage: "1 GiB", memory: "256 MiB", bandwidth: "1 Mbit/s", cpu: 2 };
  const request = approved(aRequest(7, { resources }), "10.20.30.100", 20007);
  Object.assign(request.application, { runtime: "container", container });
  Object.assign(request.steps.assessment?.allocation ?? {}, {
    container: { server: "docker1", port: 20_007 },
  });
  return request;
}

async function declared(request: HostingRequest, zone: object = {}) {
  const hosting = new Hosting(request.id, desire(site(request, zone), request), { protect: true });
  await new Promise((resolve) => hosting.delivered.apply(resolve));
  await pulumi.runtime.disconnect();
  return (type: string) => registered.filter((one) => one.type === type);
}

const labels = [{ label: "id.go.titip.request", value: ID }];
const BUILT = {
  build: { sha256: SHA },
  port: 8080,
  volumes: ["/data", "/srv/unggah"],
  environment: { WARNA: "hijau", BAHASA: "id" },
  health: ["/bin/cek"],
};

describe("a container", () => {
  it("is asked of Docker with these inputs exactly", async () => {
    const of = await declared(inContainer(BUILT));
    const provider: Known<Docker.ProviderArgs> = {
      host: "ssh://titip@docker1.dc:2222",
      sshOpts: [
        ...["-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=yes", "-o", "UserKnownHostsFile=/dev/null"],
        ...["-o", "GlobalKnownHostsFile=/dev/null", "-o", "UpdateHostKeys=no"],
        ...["-o", "HostKeyAlgorithms=ssh-ed25519", "-o", "HostKeyAlias=docker1"],
        ...["-o", `KnownHostsCommand=/bin/echo docker1 ssh-ed25519 ${KEY}`],
      ],
    };
    const [daemon] = of("pulumi:providers:docker");
    expect({ ...daemon?.inputs, sshOpts: JSON.parse(String(daemon?.inputs.sshOpts)) }).toEqual(provider);
    const network: Known<Docker.NetworkArgs> = { name: "titip-hst-2026-0007", driver: "bridge", labels };
    expect(of("docker:index/network:Network").map(({ inputs }) => inputs)).toEqual([network]);
    const volume = (word: string): Known<Docker.VolumeArgs> => ({
      name: `titip-hst-2026-0007-${word}`,
      driver: "local",
      driverOpts: { type: "none", o: "bind", device: `/srv/titip/${ID}/data/${word}` },
      labels,
    });
    expect(of("docker:index/volume:Volume").map(({ inputs }) => inputs)).toEqual(
      ["data", "srv-unggah"].map(volume),
    );
    const image: Known<Docker.RemoteImageArgs> = {
      name: "titip/hst-2026-0007:9f86d081884c",
      build: { context: `builds/${ID}`, networkMode: "none", useLegacyBuilder: true, forceRemove: true },
      triggers: { sha256: SHA },
    };
    expect(of("docker:index/remoteImage:RemoteImage").map(({ inputs }) => inputs)).toEqual([image]);
    const container: Known<Docker.ContainerArgs> = {
      name: "titip-hst-2026-0007",
      image: "sha256:1234",
      user: "20007:20007",
      envs: ["BAHASA=id", "WARNA=hijau"],
      memory: 256,
      memorySwap: 256,
      cpus: "2.0",
      ulimits: [{ name: "nproc", soft: 100, hard: 100 }],
      ports: [{ internal: 8080, external: 20_007, ip: "10.20.30.31", protocol: "tcp" }],
      networksAdvanced: [{ name: `docker:index/network:Network/${ID}` }],
      volumes: [
        { hostPath: `/srv/titip/${ID}/secrets`, containerPath: "/run/secrets", readOnly: true },
        { containerPath: "/data", volumeName: "titip-hst-2026-0007-data" },
        { containerPath: "/srv/unggah", volumeName: "titip-hst-2026-0007-srv-unggah" },
      ],
      healthcheck: {
        ...{ tests: ["CMD", "/bin/cek"], interval: "5s", timeout: "3s", retries: 3 },
        ...{ startPeriod: "0s", startInterval: "0s" },
      },
      wait: true,
      waitTimeout: 60,
      readOnly: true,
      privileged: false,
      capabilities: { drops: ["ALL"] },
      securityOpts: ["no-new-privileges:true"],
      tmpfs: { "/tmp": "rw,noexec,nosuid,nodev,size=16m,mode=1777" },
      init: true,
      restart: "unless-stopped",
      destroyGraceSeconds: 10,
      removeVolumes: false,
      labels,
    };
    expect(of("docker:index/container:Container").map(({ inputs }) => inputs)).toEqual([container]);
    expect(of("titip:apache:VirtualHost")[0]?.inputs).toMatchObject({
      proxy: { target: "http://10.20.30.31:20007" },
    });
  });

  it("from a registry is asked for by its digest, and built from nothing", async () => {
    const name = `registry.example/app@sha256:${SHA}`;
    const of = await declared(inContainer({ image: name, port: 80 }));
    const image: Known<Docker.RemoteImageArgs> = { name };
    expect(of("docker:index/remoteImage:RemoteImage").map(({ inputs }) => inputs)).toEqual([image]);
    expect(of("docker:index/container:Container")[0]?.inputs).not.toHaveProperty("wait");
  });

  it("of a closed service is not asked for; its store stays, as the record of it", async () => {
    const request = inContainer(BUILT);
    Object.assign(request.steps, {
      closure: { at: "2026-12-01T09:00:00+07:00", by: "kabid", reason: "selesai" },
    });
    const of = await declared(request);
    expect(registered.filter(({ type }) => type.startsWith("docker:"))).toEqual([]);
    expect(of("titip:container:Store")[0]?.inputs).toMatchObject({ closed: true });
  });
});

describe("a public zone", () => {
  it("has its records asked of Cloudflare with these inputs exactly; reverse names stay with our own server", async () => {
    const request = approved(aRequest(7, { aliases: ["epuskesmas"] }), "10.20.30.100", 20007);
    const of = await declared(request, {
      provider: "cloudflare",
      zone_id: ZONE,
      ttl: 300,
      server: undefined,
    });
    const site = `${request.subdomain}.cirebonkab.go.id`;
    const common = { zoneId: ZONE, ttl: 300, comment: `titip ${ID}`, proxied: false };
    const records: Known<Cloudflare.DnsRecordArgs>[] = [
      { ...common, name: "epuskesmas.cirebonkab.go.id", type: "CNAME", content: site },
      { ...common, name: site, type: "A", content: "10.20.30.100" },
    ];
    const found = of("cloudflare:index/dnsRecord:DnsRecord").map(({ inputs }) => inputs);
    expect(found.sort((a, b) => (String(a.name) < String(b.name) ? -1 : 1))).toEqual(records);
    expect(of("titip:dns:RecordSet").map(({ inputs }) => inputs.records)).toMatchObject([[{ type: "PTR" }]]);
  });

  it("whose token stands in the stack's settings in the open is refused", async () => {
    pulumi.runtime.setConfig("cloudflare:apiToken", "terbuka");
    const request = approved(aRequest(7), "10.20.30.100", 20007);
    const zone = { provider: "cloudflare", zone_id: ZONE, ttl: 300, server: undefined };
    await expect(declared(request, zone)).rejects.toThrow("--secret cloudflare:apiToken");
    expect(registered.map(({ type }) => type)).not.toContain("cloudflare:index/dnsRecord:DnsRecord");
  });
});
