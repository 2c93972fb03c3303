import type { Difference, DriftReport } from "../../../src/drift/difference";

const SEALED = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:x" };

interface Fixture {
  type: string;
  name: string;
  id?: string;
  parent?: string;
  inputs: Record<string, unknown>;
  outputs: Record<string, unknown>;
  [more: string]: unknown;
}

export function urnOf({ type, name, parent }: { type: string; name: string; parent?: string }): string {
  return `urn:pulumi:lab::titip::${parent ? `${parent}$` : ""}${type}::${name}`;
}

const HOSTING = "titip:index:Hosting";

export const records = [
  { zone: "example.go.id", name: "a.example.go.id", type: "A", ttl: 300, value: "10.0.0.5" },
  { zone: "example.go.id", name: "b.example.go.id", type: "CNAME", ttl: 300, value: "a.example.go.id" },
];

const wanted = { request: "HST-2026-0001", server: "ns1", records };
export const recordSet: Fixture = {
  ...{ type: "titip:dns:RecordSet", name: "HST-2026-0001", id: "ns1/HST-2026-0001", parent: HOSTING },
  ...{ inputs: wanted, outputs: wanted },
};

const rules = {
  ...{ request: "COL-2026-0001", server: "gw1", addresses: ["10.0.0.7"] },
  access: [{ protocol: "tcp", port: 443 }],
};
export const ruleSet: Fixture = {
  ...{ type: "titip:firewall:RuleSet", name: "COL-2026-0001", id: "gw1/COL-2026-0001" },
  inputs: rules,
  outputs: { ...rules, defaultDeny: true, restoredAtBoot: true, foreignRules: [] },
};

const site = { request: "HST-2026-0001", server: "web1", mode: "acme", names: ["a.example.go.id"] };
const certificate: Fixture = {
  ...{ type: "titip:apache:Certificate", name: "HST-2026-0001", id: "web1/HST-2026-0001", parent: HOSTING },
  inputs: site,
  outputs: { ...site, served: true, until: "2026-12-01T00:00:00Z", issuer: "CA", problem: "" },
};

const net = { name: "hst-2026-0002", internal: false, __defaults: [] };
const network: Fixture = {
  ...{ type: "docker:index/network:Network", name: "HST-2026-0002", id: "abc", parent: HOSTING },
  provider: "urn:pulumi:lab::titip::pulumi:providers:docker::web1::1-2-3",
  ...{ inputs: { ...net, token: SEALED }, outputs: { ...net, token: SEALED, scope: "local" } },
};

const published = { zoneId: "z1", name: "situs.example.go.id", type: "A", ttl: 300, content: "203.0.113.7" };
const publicRecord: Fixture = {
  ...{
    type: "cloudflare:index/dnsRecord:DnsRecord",
    name: "situs.example.go.id A",
    id: "r1",
    parent: HOSTING,
  },
  ...{ inputs: published, outputs: published },
};

const custom = ({ parent, ...rest }: Fixture) => ({
  ...{ urn: urnOf({ ...rest, parent }), custom: true },
  ...{ ...rest, parent: `urn:pulumi:lab::titip::${HOSTING}::HST-2026-0001` },
});

/** As `pulumi stack export` gives it. */
export const exported = {
  version: 3,
  deployment: {
    resources: [
      { urn: "urn:pulumi:lab::titip::pulumi:pulumi:Stack::titip-lab", custom: false },
      { urn: "urn:pulumi:lab::titip::titip:index:Hosting::HST-2026-0001", custom: false },
      { urn: "urn:pulumi:lab::titip::pulumi:providers:titip::default", custom: true, id: "1" },
      ...[recordSet, ruleSet, certificate, network, publicRecord].map(custom),
      { ...custom(recordSet), delete: true },
    ],
  },
};

export function difference(change: Partial<Difference> = {}): Difference {
  return {
    ...{ server: "web1", request: "HST-2026-0001", type: "titip:apache:VirtualHost", name: "HST-2026-0001" },
    ...{ kind: "changed", path: "documentRoot", expected: "/srv/a", found: "" },
    ...change,
  };
}

/** One server and what it holds otherwise; with `reason`: it did not tell. */
export function report(differences: Difference[], reason?: string): DriftReport {
  const unread = reason === undefined ? 0 : 1;
  const differing = differences.filter(({ kind }) => kind !== "unknown").length > 0 ? 1 : 0;
  const state = differing > 0 ? "drift" : unread > 0 ? "unknown" : "same";
  const server = { server: "web1", state, resources: 3, differing, unread } as const;
  return { servers: [{ ...server, ...(reason === undefined ? {} : { reason }) }], differences };
}
