import { describe, expect, it } from "vitest";
import type { HostingRequest } from "../../../src/schema/generated/hosting-request";
import type { Server } from "../../../src/schema/generated/servers";
import type { Site } from "../../../src/schema/site";
import { allocate, NOTHING_KNOWN } from "../../../src/sop/allocate";
import { approved, aRequest, aSite } from "../support/a-site";

const AT = "2026-11-23T10:00:00+07:00";
const ssh = { host: "10.20.30.31", user: "titip", host_key: "ssh-ed25519 AAAA" };
const docker = (over: Partial<Server> = {}): Server => ({
  role: "container",
  address: "10.20.30.31",
  ssh,
  ...over,
});

function aContainer(number: number, memory = "256 MiB"): HostingRequest {
  const resources = { storage: "1 GiB", memory, bandwidth: "1 Mbit/s" };
  const request = aRequest(number, { resources });
  const container = { build: { sha256: "a".repeat(64) }, port: 8080 };
  return { ...request, application: { ...request.application, runtime: "container", container } };
}

function held(number: number, port: number, closedAt?: string): HostingRequest {
  const request = approved(aContainer(number), `10.20.30.10${number}`, 20_000 + number);
  Object.assign(request.steps.assessment?.allocation ?? {}, { container: { server: "docker1", port } });
  if (closedAt) Object.assign(request.steps, { closure: { at: closedAt, by: "kabid", reason: "selesai" } });
  return request;
}

function site(others: HostingRequest[], servers: Record<string, Server>): Site {
  const plain = aSite(others);
  const web1 = { ...(plain.servers.get("web1") as Server), runtimes: ["container" as const] };
  return { ...plain, servers: new Map([...plain.servers, ["web1", web1], ...Object.entries(servers)]) };
}

const given = (of: Site, request = aContainer(9), ports: string[] = []) => {
  const result = allocate(of, request, AT, { ...NOTHING_KNOWN, ports: new Set(ports) });
  return "allocation" in result ? result.allocation.container : result.refusal.en;
};

describe("a container is given", () => {
  it("the first server and its first port; a site without one is given none", () => {
    expect(given(site([], { docker1: docker() }))).toEqual({ server: "docker1", port: 20_000 });
    expect(given(site([], { docker1: docker({ ports: { from: 3000, to: 3009 } }) }))).toEqual({
      server: "docker1",
      port: 3000,
    });
    expect(given(site([], { docker1: docker() }), aRequest(9))).toBeUndefined();
  });

  it("a port that no request holds, none that rests after a closure, and none that the server uses", () => {
    const others = [
      held(1, 20_000),
      held(2, 20_001, "2026-11-20T09:00:00+07:00"),
      held(3, 20_002, "2026-01-05T09:00:00+07:00"),
    ];
    expect(given(site(others, { docker1: docker() }), aContainer(9), ["docker1/20003"])).toEqual({
      server: "docker1",
      port: 20_002,
    });
    expect(
      given(site(others, { docker1: docker() }), aContainer(9), ["docker1/20002", "docker2/20003"]),
    ).toEqual({
      server: "docker1",
      port: 20_003,
    });
  });

  it("a server with room: memory counts there, and not at the web server", () => {
    const small = docker({ capacity: { memory: "300 MiB" } });
    const full = site([held(1, 20_000)], { docker1: small, docker2: docker({ address: "10.20.30.32" }) });
    expect(given(full)).toEqual({ server: "docker2", port: 20_000 });
    const big = site([], { docker1: docker() });
    expect(given(big, aContainer(9, "100 GiB"))).toEqual({ server: "docker1", port: 20_000 }); // web1 has 64 GiB
  });

  it("nothing, with the reason, where there is none", () => {
    expect(given(site([], {}))).toContain("there is no container server");
    const one = docker({ ports: { from: 3000, to: 3000 } });
    expect(given(site([held(1, 3000)], { docker1: one }))).toContain("the ports of docker1 are used up");
    const small = docker({ capacity: { memory: "100 MiB" } });
    expect(given(site([], { docker1: small }))).toContain(
      "not enough capacity for the container of HST-2026-0009",
    );
  });
});
