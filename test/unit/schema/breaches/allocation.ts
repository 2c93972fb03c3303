import { atSecond, type Breach, first, inventory, other, stepsFrom } from "../support/breach";
import type { Edit } from "../support/site-folder";

/** A server for databases beside the base site's, of one engine. */
const withDatabases = inventory("servers", [
  /^servers:\n/m,
  `servers:
  db1:
    role: database
    address: 10.20.30.21
    engines: [mariadb]
    ssh: { host: 10.20.30.21, user: titip, host_key: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDb1Db1Db1Db1Db1Db1Db1Db1Db1Db1Db1Db1Db1Db1Db" }
`,
]);
const needs = (engine: string): Edit => [
  "bandwidth: 20 Mbit/s",
  `bandwidth: 20 Mbit/s, database: { engine: ${engine}, size: 1 GiB }`,
];
const given = (server: string, name = "hst_2026_0001"): Edit => [
  /(uid: \d+)/,
  `$1, database: { server: ${server}, name: ${name} }`,
];
const pinned = "/steps/assessment/allocation/database";

export const databaseBreaches: Breach[] = [
  {
    rule: "database-unfit",
    title: "asked for and not given",
    files: { ...withDatabases, ...first(needs("mariadb")) },
    pointer: "/steps/assessment/allocation",
    says: /asks for a database, but its allocation has none/,
  },
  {
    rule: "database-unfit",
    title: "given and not asked for",
    files: { ...withDatabases, ...first(given("db1")) },
    pointer: "/steps/assessment/allocation",
    says: /has a database that this request does not ask for/,
  },
  {
    rule: "database-unfit",
    title: "no such server",
    files: { ...withDatabases, ...first(needs("mariadb"), given("db2")) },
    pointer: `${pinned}/server`,
    says: /no database server `db2`/,
    allowed: ["db1"],
  },
  {
    rule: "database-unfit",
    title: "a web server",
    files: { ...withDatabases, ...first(needs("mariadb"), given("web1")) },
    pointer: `${pinned}/server`,
    says: /`web1` holds no databases/,
    allowed: ["db1"],
  },
  {
    rule: "database-unfit",
    title: "another engine",
    files: { ...withDatabases, ...first(needs("postgresql"), given("db1")) },
    pointer: "/resources/database/engine",
    says: /`db1` does not offer postgresql/,
  },
  {
    rule: "database-unfit",
    title: "an engine that nobody offers",
    files: first(needs("postgresql"), stepsFrom("assessment")),
    pointer: "/resources/database/engine",
    severity: "warning",
    says: /no server offers postgresql/,
  },
  {
    rule: "value-held-twice",
    title: "a database",
    files: {
      ...withDatabases,
      ...first(needs("mariadb"), given("db1")),
      ...other(needs("mariadb"), given("db1")),
    },
    ...atSecond,
    pointer: `${pinned}/name`,
    says: /database db1\/hst_2026_0001 is held by HST-2026-0001/,
  },
];

export const allocationBreaches: Breach[] = [
  {
    rule: "unknown-server",
    title: "no such server",
    files: first(["server: web1", "server: web3"]),
    pointer: "/steps/assessment/allocation/server",
    says: /no server `web3`/,
    allowed: ["web1", "web2"],
  },
  {
    rule: "server-role",
    title: "a name server",
    files: first(["server: web1", "server: ns1"]),
    pointer: "/steps/assessment/allocation/server",
    says: /no web server/,
    allowed: ["web1", "web2"],
  },
  {
    rule: "runtime-unsupported",
    title: "not on this server",
    files: first(["runtime: static", "runtime: php"]),
    pointer: "/application/runtime",
    says: /`web1` does not offer the runtime `php`/,
    allowed: ["static"],
  },
  {
    rule: "runtime-unsupported",
    title: "on no server",
    files: first(
      [
        "runtime: static",
        `runtime: container, container: { build: { sha256: ${"a".repeat(64)} }, port: 8080 }`,
      ],
      stepsFrom("assessment"),
    ),
    pointer: "/application/runtime",
    severity: "warning",
    says: /no server offers/,
    allowed: ["php", "static"],
  },
  {
    rule: "unknown-network",
    title: "no such network",
    files: first(["network: terbatas", "network: terbats"]),
    pointer: "/steps/assessment/allocation/network",
    says: /no network `terbats`/,
  },
  {
    rule: "network-unfit",
    title: "another classification",
    files: first(["classification: limited", "classification: public"]),
    pointer: "/steps/assessment/allocation/network",
    says: /does not serve hosting of the classification `public`/,
  },
  {
    rule: "address-outside-pool",
    title: "outside",
    files: first(["10.20.30.100", "10.20.30.99"]),
    pointer: "/steps/assessment/allocation/ipv4",
    says: /outside the pool/,
  },
  {
    rule: "address-outside-pool",
    title: "reserved",
    files: first(["10.20.30.100", "10.20.30.110"]),
    pointer: "/steps/assessment/allocation/ipv4",
    says: /reserved/,
  },
  {
    rule: "address-outside-pool",
    title: "shared, but not the server's",
    files: first(
      ["limited", "public"],
      ["network: terbatas, ipv4: 10.20.30.100", "network: publik, ipv4: 10.20.30.12"],
    ),
    pointer: "/steps/assessment/allocation/ipv4",
    says: /shares the server's address, which is 10.20.30.11/,
  },
  {
    rule: "reverse-zone-missing",
    title: "for a pool",
    files: inventory("zones", [/\n {2}30.20.*/, ""]),
    file: "datacenter/networks.yaml",
    pointer: "/networks/terbatas/pool",
    says: /no reverse zone holds 10.20.30.100/,
  },
  {
    rule: "uid-outside-range",
    title: "a uid of the system",
    files: first(["uid: 20001", "uid: 1001"]),
    pointer: "/steps/assessment/allocation/uid",
    says: /outside the range 20000 – 29999/,
  },
  {
    rule: "value-held-twice",
    title: "an address",
    files: other(["10.20.30.101", "10.20.30.100"]),
    ...atSecond,
    pointer: "/steps/assessment/allocation/ipv4",
    says: /address 10.20.30.100 is held by HST-2026-0001 \(dinkes\)/,
  },
  {
    rule: "value-held-twice",
    title: "a uid",
    files: other(["20002", "20001"]),
    ...atSecond,
    pointer: "/steps/assessment/allocation/uid",
    says: /uid 20001 is held by HST-2026-0001/,
  },
  {
    rule: "value-released",
    title: "a uid of a closed request, long after",
    files: {
      ...first([/$/, "  closure: { at: 2026-11-09T09:00:00+07:00, by: kabid-aplikasi, reason: Selesai }\n"]),
      ...other(["20002", "20001"], [/2026-11-10T/g, "2027-11-10T"]),
    },
    ...atSecond,
    pointer: "/steps/assessment/allocation/uid",
    says: /was held by HST-2026-0001 and is never given again/,
  },
];
