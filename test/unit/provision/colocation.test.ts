import { describe, expect, it } from "vitest";
import { claim } from "../../../src/provision/claim";
import { desireColocation } from "../../../src/provision/desire-colocation";
import { stackOutputs } from "../../../src/provision/stack-outputs";
import type { ColocationRequest } from "../../../src/schema/generated/colocation-request";
import type { ServiceRequest, Site } from "../../../src/schema/site";
import { aDataCentre, aServer, closed, decided, placed } from "../capacity/a-data-centre";

const AT = "2026-11-12T09:00:00+07:00";

function aGuardedSite(requests: ServiceRequest[]): Site {
  const site = aDataCentre(requests);
  const networks = new Map(site.networks);
  const rak = networks.get("rak");
  if (rak) networks.set("rak", { ...rak, firewall: "gw1" });
  const zones = new Map(site.zones).set("40.20.10.in-addr.arpa", {
    provider: "bind",
    server: "ns1",
    ttl: 600,
  });
  return { ...site, networks, zones };
}

const approvedServer = (number: number, allocation: Parameters<typeof placed>[1] = {}, at?: string) =>
  decided(placed(aServer(number), allocation), "approved", at);

function withSteps(
  request: ColocationRequest,
  steps: Partial<ColocationRequest["steps"]>,
): ColocationRequest {
  return { ...request, steps: { ...request.steps, ...steps } };
}

const suspension = [{ at: AT, by: "kabid", reason: "Pemeriksaan" }];
const ids = (list: { data: { id: string } }[]) => list.map(({ data }) => data.id);

describe("what an approved co-location should have", () => {
  const request = {
    ...approvedServer(1, { ipv4: ["10.20.40.11", "10.20.40.10"] }),
    aliases: ["arsip1"],
    access: [
      { protocol: "tcp" as const, port: 443 },
      { protocol: "tcp" as const, port: 22, from: ["10.20.9.9/16"] },
    ],
  };
  const site = aGuardedSite([request]);

  it("is its rules at the gateway of its network, and its names both ways", () => {
    const { ruleSet, recordSets } = desireColocation(site, request);
    expect(ruleSet).toEqual({
      request: "COL-2026-0001",
      server: "gw1",
      addresses: ["10.20.40.10", "10.20.40.11"],
      access: [
        { protocol: "tcp", port: 22, from: ["10.20.0.0/16"] },
        { protocol: "tcp", port: 443, from: [] },
      ],
    });
    expect(
      recordSets.flatMap(({ records }) => records.map(({ name, type, value }) => [name, type, value])),
    ).toEqual([
      ["10.40.20.10.in-addr.arpa", "PTR", "server1.cirebonkab.go.id"],
      ["11.40.20.10.in-addr.arpa", "PTR", "server1.cirebonkab.go.id"],
      ["arsip1.cirebonkab.go.id", "CNAME", "server1.cirebonkab.go.id"],
      ["server1.cirebonkab.go.id", "A", "10.20.40.10"],
      ["server1.cirebonkab.go.id", "A", "10.20.40.11"],
    ]);
  });

  it("is no rules where no gateway of ours guards the network", () => {
    const unguarded = { ...site, networks: aDataCentre([]).networks };
    expect(desireColocation(unguarded, request).ruleSet).toBeUndefined();
  });

  it("is nothing let through while it rests, its names stay", () => {
    const resting = withSteps(request, { suspension });
    const { ruleSet, recordSets } = desireColocation(site, resting);
    expect(ruleSet).toMatchObject({ access: [], addresses: ["10.20.40.10", "10.20.40.11"] });
    expect(ruleSet?.closed).toBeUndefined();
    expect(recordSets).toEqual(desireColocation(site, request).recordSets);
  });

  it.each([
    ["closed", closed(request, AT)],
    [
      "given back at the verification",
      withSteps(request, {
        placement: { at: AT, by: "kabid", result: "returned", reason: "Catu daya tunggal" },
      }),
    ],
  ])("is nothing but its record when %s", (_how, ended) => {
    const desired = desireColocation(site, ended);
    expect(desired.ruleSet).toMatchObject({ closed: true, access: [] });
    expect(desired.recordSets.flatMap(({ records }) => records)).toEqual([]);
    const claims = claim(aGuardedSite([ended]));
    expect([ids(claims.granted), ids(claims.closed)]).toEqual([[], ["COL-2026-0001"]]);
    const held = { access: [], records: [] };
    const outputs = stackOutputs(site, [{ request: ended, desired, held }], []);
    expect(outputs.colocations).toEqual({});
    expect(outputs.closed).toMatchObject([
      { request: "COL-2026-0001", server: "rak-a U1", closed: "2026-11-12" },
    ]);
  });
});

describe("claims of co-located servers", () => {
  const older = approvedServer(1, {}, "2026-11-11T09:00:00+07:00");
  const elsewhere = { unit: 5, port: "5", ipv4: ["10.20.40.15"] };

  it.each([
    ["rack unit", { ...elsewhere, unit: 1 }, "rak-a U1"],
    ["switch port", { ...elsewhere, port: "1" }, "sw-a port 1"],
    ["address", { ...elsewhere, ipv4: ["10.20.40.16", "10.20.40.10"] }, "10.20.40.10"],
  ])("refuse the younger of two with one %s, and name the older", (_what, allocation, value) => {
    const younger = approvedServer(2, allocation, "2026-11-11T10:00:00+07:00");
    const { granted, refused } = claim(aGuardedSite([younger, older]));
    expect(ids(granted)).toEqual(["COL-2026-0001"]);
    expect(refused.map(({ request }) => request.data.id)).toEqual(["COL-2026-0002"]);
    expect(refused[0]?.reason.en).toContain(value);
    expect(refused[0]?.reason.en).toContain("COL-2026-0001");
  });

  it("grant both when they have nothing in common", () => {
    expect(claim(aGuardedSite([older, approvedServer(2, elsewhere)])).refused).toEqual([]);
  });
});
