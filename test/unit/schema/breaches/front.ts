import { type Breach, first, inventory } from "../support/breach";

const pinned = "/steps/assessment/allocation/ipv6";
const six = (ipv6: string) => first([/(uid: \d+)/, `$1, ipv6: "${ipv6}"`]);
/** IPv6 in the dedicated network, with its reverse zone. */
const pool = (from: string, to: string) =>
  inventory("networks", [
    "    reserved:",
    `    ipv6: { pool: { from: "${from}", to: "${to}" } }\n    reserved:`,
  ]);
const zone = inventory("zones", [
  /$/,
  "\n  0.0.0.0.0.3.0.0.0.2.0.0.0.2.d.f.ip6.arpa: { provider: bind, server: ns1, ttl: 3600 }\n",
]);
const good = { ...pool("fd20:20:30::100", "fd20:20:30::1ff"), ...zone };
const networks = { file: "datacenter/networks.yaml" };

/** What stands in front of a site: IPv6, certificates, servers behind. */
export const frontBreaches: Breach[] = [
  {
    rule: "front-unfit",
    title: "fetched from nowhere",
    files: {
      ...first(["runtime: static", "runtime: proxy"]),
      ...inventory("servers", ["runtimes: [static]", "runtimes: [static, proxy]"]),
    },
    pointer: "/application",
    says: /needs application.proxy/,
  },
  {
    rule: "front-unfit",
    title: "a target that is not used",
    files: first(["runtime: static", "runtime: static, proxy: { target: http://10.20.40.10:8080 }"]),
    pointer: "/application/proxy",
    says: /only for the runtime proxy/,
  },
  {
    rule: "front-unfit",
    title: "ACME without an authority",
    files: first(["term:", "tls: acme\nterm:"]),
    pointer: "/tls",
    says: /no certificate authority/,
  },
  {
    rule: "ipv6-plan",
    title: "an address written otherwise",
    files: { ...pool("fd20:20:30::0100", "fd20:20:30::1ff"), ...zone },
    ...networks,
    pointer: "/networks/terbatas/ipv6/pool/from",
    says: /canonical form/,
  },
  {
    rule: "ipv6-plan",
    title: "a server's address written otherwise",
    files: inventory("servers", ["address: 10.20.30.11", 'address: 10.20.30.11\n    ipv6: "fd20:0:0::11"']),
    file: "datacenter/servers.yaml",
    pointer: "/servers/web1/ipv6",
    says: /canonical form/,
  },
  {
    rule: "ipv6-plan",
    title: "a reversed pool",
    files: { ...pool("fd20:20:30::1ff", "fd20:20:30::100"), ...zone },
    ...networks,
    pointer: "/networks/terbatas/ipv6/pool",
    says: /reversed/,
  },
  {
    rule: "ipv6-plan",
    title: "no pool",
    files: inventory("networks", ["    reserved:", "    ipv6: {}\n    reserved:"]),
    ...networks,
    pointer: "/networks/terbatas/ipv6",
    says: /needs a pool/,
  },
  {
    rule: "ipv6-plan",
    title: "no reverse zone",
    files: pool("fd20:20:30::100", "fd20:20:30::1ff"),
    ...networks,
    pointer: "/networks/terbatas/ipv6/pool",
    says: /no reverse zone holds fd20:20:30::100/,
  },
  {
    rule: "ipv6-plan",
    title: "an address of another network",
    files: { ...good, ...six("fd20:20:30::200") },
    pointer: pinned,
    says: /not of the network `terbatas`/,
  },
];
