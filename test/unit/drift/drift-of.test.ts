import { describe, expect, it } from "vitest";
import type { Reading } from "../../../src/drift/difference";
import { driftOf } from "../../../src/drift/drift-of";
import { readingsOfEvents } from "../../../src/drift/readings";
import { recordedOnServers } from "../../../src/drift/recorded";
import { exported, recordSet, records, ruleSet, urnOf } from "./support";

const recorded = recordedOnServers(exported);
const asRecorded: Reading[] = recorded.map(({ urn, outputs }) => ({ urn, outputs }));

function reading(urn: string, change: Reading): Reading[] {
  return asRecorded.map((one) => (one.urn === urn ? change : one));
}

describe("what servers should hold, of an export", () => {
  it("names server and request, and leaves out providers, components and what waits for its deletion", () => {
    expect(recorded.map(({ type, name, server, request }) => [type, name, server, request])).toEqual([
      ["titip:dns:RecordSet", "HST-2026-0001", "ns1", "HST-2026-0001"],
      ["titip:firewall:RuleSet", "COL-2026-0001", "gw1", "COL-2026-0001"],
      ["titip:apache:Certificate", "HST-2026-0001", "web1", "HST-2026-0001"],
      ["docker:index/network:Network", "HST-2026-0002", "web1", "HST-2026-0002"],
      ["cloudflare:index/dnsRecord:DnsRecord", "situs.example.go.id A", "example.go.id", "HST-2026-0001"],
    ]);
  });

  it("covers what is sealed", () => {
    expect(recorded.find(({ type }) => type.startsWith("docker"))?.inputs.token).toBe("[secret]");
  });

  it.each([undefined, {}, { deployment: { manifest: {} } }, [], "x"])(
    "a stack without resources: %j",
    (none) => {
      expect(recordedOnServers(none)).toEqual([]);
    },
  );
});

describe("drift", () => {
  it("there is none where the servers hold what is recorded", () => {
    const { differences, servers } = driftOf(recorded, asRecorded);
    expect(differences).toEqual([]);
    expect(servers.map(({ server, state }) => `${server} ${state}`)).toEqual([
      "example.go.id same",
      "gw1 same",
      "ns1 same",
      "web1 same",
    ]);
  });

  it("a changed value is told by its path, with both values", () => {
    const found = [{ ...records[0], value: "10.0.0.66" }, records[1]];
    const now = reading(urnOf(recordSet), {
      urn: urnOf(recordSet),
      outputs: { ...recordSet.inputs, records: found },
    });
    expect(driftOf(recorded, now).differences).toEqual([
      {
        ...{ server: "ns1", request: "HST-2026-0001", type: "titip:dns:RecordSet", name: "HST-2026-0001" },
        ...{ kind: "changed", path: "records[0].value", expected: "10.0.0.5", found: "10.0.0.66" },
      },
    ]);
  });

  it("is measured by the inputs: what a refresh recorded already is told still", () => {
    const foreign = { ...ruleSet.outputs, foreignRules: ["tcp dport 22 accept"] };
    const urn = urnOf(ruleSet);
    const late = recorded.map((one) => (one.urn === urn ? { ...one, outputs: foreign } : one));
    const { differences } = driftOf(late, reading(urn, { urn, outputs: foreign }));
    expect(differences).toMatchObject([
      { path: "foreignRules", expected: [], found: ["tcp dport 22 accept"] },
    ]);
  });

  it("a resource that is gone is missing", () => {
    const urn = urnOf(ruleSet);
    expect(driftOf(recorded, reading(urn, { urn, gone: true })).differences).toMatchObject([
      { server: "gw1", kind: "missing", path: "", expected: "gw1/COL-2026-0001", found: null },
    ]);
  });

  it("a learned value that changes is none: a certificate renews itself", () => {
    const one = recorded.find(({ type }) => type.endsWith("Certificate"));
    const urn = one?.urn ?? "";
    const renewed = { ...one?.outputs, until: "2027-03-01T00:00:00Z", issuer: "Other CA" };
    expect(driftOf(recorded, reading(urn, { urn, outputs: renewed })).differences).toEqual([]);
    const lost = { ...one?.outputs, served: false };
    expect(driftOf(recorded, reading(urn, { urn, outputs: lost })).differences).toMatchObject([
      { path: "served", expected: true, found: false },
    ]);
  });

  it("a certificate that could not be had yet was taken away by nobody", () => {
    const waiting = recorded.map((one) =>
      one.type.endsWith("Certificate") ? { ...one, outputs: { ...one.outputs, served: false } } : one,
    );
    const readings = waiting.map(({ urn, outputs }) => ({ urn, outputs }));
    expect(driftOf(waiting, readings).differences).toEqual([]);
  });

  it("of other plugins' resources only what was asked for counts", () => {
    const one = recorded.find(({ type }) => type.startsWith("docker"));
    const urn = one?.urn ?? "";
    const chosen = { ...one?.outputs, scope: "swarm" };
    expect(driftOf(recorded, reading(urn, { urn, outputs: chosen })).differences).toEqual([]);
    const changed = { ...one?.outputs, internal: true };
    expect(driftOf(recorded, reading(urn, { urn, outputs: changed })).differences).toMatchObject([
      { server: "web1", path: "internal", expected: false, found: true },
    ]);
  });
});

describe("a server that does not tell", () => {
  it("is unknown, not drift, and the others are compared", () => {
    const urn = urnOf(ruleSet);
    const away = { urn, error: "gw1 (titip@10.0.0.1:22): the server cannot be reached\n  remedy: …" };
    const { differences, servers } = driftOf(recorded, reading(urn, away));
    expect(differences).toMatchObject([
      { server: "gw1", kind: "unknown", path: "", expected: null, found: away.error },
    ]);
    expect(servers.find(({ server }) => server === "gw1")).toEqual({
      ...{ server: "gw1", state: "unknown", resources: 1, differing: 0, unread: 1, reason: away.error },
    });
    expect(servers.find(({ server }) => server === "ns1")?.state).toBe("same");
  });

  it("is told under its own name where the resource lives on another, too", () => {
    const urn = urnOf(ruleSet);
    const away = { urn, error: "COL-2026-0001: web1 (titip@10.0.0.9:22): no answer" };
    const { differences } = driftOf(recorded, reading(urn, away), ["gw1", "web1"]);
    expect(differences.map(({ server }) => server)).toEqual(["web1"]);
  });

  it("what nobody asked is unknown", () => {
    expect(driftOf(recorded, []).servers.map(({ state }) => state)).toEqual(Array(4).fill("unknown"));
  });
});

describe("the stock engine's event log", () => {
  const urn = urnOf(recordSet);
  const event = (metadata: object) => ({ resOutputsEvent: { metadata, planning: true } });

  it("tells what was found, what is gone and what failed", () => {
    const lines = [
      event({ urn, op: "update", new: { outputs: { server: "ns1" } } }),
      event({ urn: "urn:gone", op: "delete", old: { outputs: {} } }),
      { resOpFailedEvent: { metadata: { urn: "urn:failed", op: "refresh" } } },
      {
        diagnosticEvent: {
          urn: "urn:failed",
          severity: "error",
          message: "<{%fg 1%}>no answer<{%reset%}>\n",
        },
      },
      { diagnosticEvent: { severity: "error", message: "refresh failed" } },
    ].map((one) => JSON.stringify(one));
    expect(readingsOfEvents([...lines, '{"resOutputsEvent": {"meta'].join("\n"))).toEqual([
      { urn, outputs: { server: "ns1" } },
      { urn: "urn:gone", gone: true },
      { urn: "urn:failed", error: "no answer" },
    ]);
  });
});
