import { describe, expect, it } from "vitest";
import { describeEvidence } from "../../../src/cli/verify/describe";
import { desireColocation } from "../../../src/provision/desire-colocation";
import type { LoadedRequest, ServiceRequest, Site } from "../../../src/schema/site";
import type { Evidence } from "../../../src/verify/evidence";
import type { PortState, Probes } from "../../../src/verify/probes";
import { verify } from "../../../src/verify/verify";
import { aDataCentre, aServer, decided, placed } from "../capacity/a-data-centre";
import { approved, aRequest, aSite } from "../support/a-site";

const OBSERVER = { host: "control", at: "2026-11-23T10:00:00+07:00" };

const loaded = (data: ServiceRequest): LoadedRequest => ({
  file: `requests/${data.kind}/${data.id}.yaml`,
  data,
  position: () => ({ line: 1, column: 1 }),
});

function guarded(requests: ServiceRequest[]): Site {
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

const server = {
  ...decided(placed(aServer(1))),
  access: [
    { protocol: "tcp" as const, port: 443 },
    { protocol: "tcp" as const, port: 22, from: ["10.20.0.0/16"] },
  ],
};
const site = guarded([server]);
const { ruleSet } = desireColocation(site, server);

/** A world in which all is well; `changes` are laid over it, `ports` over what answers. */
function world(changes: Partial<Probes> = {}, ports: Record<number, PortState> = {}): Probes {
  return {
    resolve: async (_server, name, type) => {
      if (type === "PTR") return ["server1.cirebonkab.go.id"];
      return name.startsWith("server1") ? ["10.20.40.10"] : ["10.20.30.100"];
    },
    connect: async (_address, port) => ports[port] ?? ([443, 22].includes(port) ? "open" : "silent"),
    status: async (_address, _name, path) => (/titip\/0{16}$/.test(path) ? 404 : path === "/" ? 200 : 204),
    certificate: async () => ({
      until: "2027-02-01T00:00:00Z",
      issuer: "Otoritas",
      named: true,
      problem: "",
    }),
    sourceAddress: async () => "10.20.30.2",
    rules: async () => ruleSet && { ...ruleSet, defaultDeny: true, restoredAtBoot: true, foreignRules: [] },
    ...changes,
  };
}

const OPTIONS = { probe: [5432], networkOnly: false };
const look = (probes: Probes, options = OPTIONS) => verify(site, loaded(server), probes, OBSERVER, options);
const results = ({ checks }: Evidence, check: string) =>
  checks.filter((one) => one.check === check).map(({ result }) => result);

describe("verifying a co-located server", () => {
  it("is done when names resolve, what was approved answers and nothing else does", async () => {
    const evidence = await look(world());
    expect(evidence).toMatchObject({
      verified: true,
      approval: "claimed, not verified",
      from: { address: "10.20.30.2" },
    });
    expect(evidence.checks.map(({ check, result }) => `${check} ${result}`)).toEqual([
      "name good",
      "reverse good",
      "port good",
      "port good",
      "denied good",
      "rules good",
    ]);
    expect(evidence.checks.find(({ check }) => check === "denied")?.control).toBe("10.20.40.10 tcp/22");
  });

  it.each<PortState>(["silent", "unreachable"])(
    "takes no silence for denial when the client reaches nothing (%s)",
    async (state) => {
      const evidence = await look(world({ connect: async () => state }));
      expect(results(evidence, "denied")).toEqual(["unproven"]);
      expect(evidence.verified).toBe(false);
    },
  );

  it("takes no silence for denial when the control answered before but not after", async () => {
    let asked = 0;
    const connect: Probes["connect"] = async (_address, port) =>
      port !== 5432 && ++asked <= 2 ? "open" : "silent";
    expect(results(await look(world({ connect })), "denied")).toEqual(["unproven"]);
  });

  it.each<PortState>(["open", "refused"])("finds a port that nobody approved %s", async (state) => {
    const evidence = await look(world({}, { 5432: state }));
    expect(results(evidence, "denied")).toEqual(["bad"]);
    expect(evidence.verified).toBe(false);
  });

  it("expects from a stranger's place that ports for others are closed, with a port for all as control", async () => {
    const outside = { sourceAddress: async () => "192.0.2.10" };
    const evidence = await look(world(outside, { 22: "silent" }), { ...OPTIONS, networkOnly: true });
    expect(results(evidence, "closed")).toEqual(["good"]);
    expect(results(evidence, "rules")).toEqual(["skipped"]);
    expect(evidence.verified).toBe(true);
    expect(results(await look(world(outside)), "closed")).toEqual(["bad"]);
  });

  it.each([
    ["other rules", { access: [] }],
    ["a rule put in by hand", { foreignRules: ["accept"] }],
    ["no default deny", { defaultDeny: false }],
  ])("finds %s at the gateway", async (_what, change) => {
    const intact = await world().rules("gw1", server.id);
    const evidence = await look(world({ rules: async () => intact && { ...intact, ...change } }));
    expect([results(evidence, "rules"), evidence.verified]).toEqual([["bad"], false]);
  });

  it("finds a name that leads elsewhere, and a name server that does not answer", async () => {
    expect(results(await look(world({ resolve: async () => ["10.20.40.99"] })), "name")).toEqual(["bad"]);
    const mute = world({ resolve: () => Promise.reject(new Error("queryA ETIMEOUT")) });
    const evidence = await look(mute);
    expect([results(evidence, "name"), results(evidence, "reverse")]).toEqual([["bad"], ["bad"]]);
    expect(evidence.checks[0]?.found).toBe("queryA ETIMEOUT");
  });

  it("is told in either language", async () => {
    const evidence = await look(world({ connect: async () => "silent" }));
    expect(describeEvidence(evidence, "id")).toContain("BELUM terbukti selesai dan dapat diakses");
    expect(describeEvidence(evidence, "id")).not.toMatch(/\b(open|silent|from|nothing)\b/);
    expect(describeEvidence(evidence, "en")).toContain("no approved port answers from here");
    expect(describeEvidence(await look(world()), "en")).toContain("COL-2026-0001: finished and accessible.");
  });
});

describe("verifying a site", () => {
  const request = approved(aRequest(1), "10.20.30.100", 20000);
  const hosting = aSite([request]);
  const see = (probes: Probes, data = request) => verify(hosting, loaded(data), probes, OBSERVER, OPTIONS);
  const good = {
    resolve: async (_s: string, _n: string, type: string) =>
      type === "A" ? ["10.20.30.100"] : ["situs1.cirebonkab.go.id"],
  };

  it("is done when the very configuration that was approved is served under its name", async () => {
    const evidence = await see(world(good));
    expect(evidence).toMatchObject({ verified: true, serverName: "situs1.cirebonkab.go.id" });
    expect(evidence.checks.map(({ check }) => check)).toEqual(["name", "reverse", "site", "control", "page"]);
  });

  it.each([
    ["another site answers", async () => 404, ["site"]],
    ["everything answers 204", async () => 204, ["control"]],
    ["nothing answers", () => Promise.reject(new Error("connect ECONNREFUSED")), ["site", "control", "page"]],
    [
      "the page fails",
      async (_a: string, _n: string, path: string) => (path === "/" ? 500 : /0{16}$/.test(path) ? 404 : 204),
      ["page"],
    ],
  ])("fails when %s", async (_what, status, bad) => {
    const evidence = await see(world({ ...good, status }));
    expect(evidence.verified).toBe(false);
    expect(evidence.checks.filter(({ result }) => result === "bad").map(({ check }) => check)).toEqual(bad);
  });

  it("expects the maintenance page of a suspended one", async () => {
    const at = "2026-11-20T09:00:00+07:00";
    const resting = {
      ...request,
      steps: { ...request.steps, suspension: [{ at, by: "kabid", reason: "Uji" }] },
    };
    const closedDoor = async (_a: string, _n: string, path: string) =>
      /titip\/(?!0{16})/.test(path) ? 204 : 503;
    expect(await see(world({ ...good, status: closedDoor }), resting)).toMatchObject({
      verified: true,
      suspended: true,
    });
    expect(results(await see(world(good), resting), "maintenance")).toEqual(["bad"]);
  });
});
