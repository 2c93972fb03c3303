import { type Edit, edited } from "./site-folder";

const racks = `racks:
  rak-a:
    units: 12
    depth: 900 mm
    feeds: { A: 3680 W, B: 3680 W }
    reserved: [{ from: 1, to: 1 }]
    equipment:
      - { name: sakelar, unit: 12, rack_units: 1, face: rear, depth: 400 mm, power: 100 W, feeds: [A, B] }
      - { name: konsol, unit: 11, rack_units: 1, depth: 600 mm }
switches:
  sw-a:
    rack: rak-a
    ports: { from: 1, to: 8, prefix: gi0/ }
    reserved: [8]
    vlans: [40]
  sw-jauh: { rack: rak-b, ports: { from: 1, to: 8, prefix: gi0/ }, vlans: [40, 41] }
`.replace("switches:", "  rak-b: { units: 12, feeds: { A: 3680 W } }\nswitches:");

const power = `power:
  margins: { feeds: 80 % }
  feeds: { A: { ups: ups-1 }, B: {} }
  ups:
    ups-1:
      power: 10 kVA
      power_factor: 0.9
      runtime: { required: 10 minutes, table: [{ load: 2 kW, time: 40 minutes }, { load: 6 kW, time: 12 minutes }] }
  gensets:
    genset-1: { power: 40 kVA, power_factor: 0.8, feeds: [A, B] }
`;

const request = `kind: colocation
id: COL-2026-0001
applicant: { agency: dinkes, contact: dinkes-it }
application: { name: Replika, classification: restricted }
zone: contoh.go.id
subdomain: replika
server:
  brand: Dell
  model: R650
  serial: S1
  rack_units: 2
  depth: 750 mm
  power: 1400 W
  power_feeds: 2
  operating_system: Debian 12
  software: [nginx]
  interfaces: [{ name: eno1, mac: "b0:7b:25:aa:01:02", speed: 1 Gbit/s }]
resources: { bandwidth: 100 Mbit/s, addresses: 1 }
access: [{ protocol: tcp, port: 443 }]
term: { from: 2026-11-20, until: 2028-11-19 }
steps:
  request: { at: 2026-11-10T09:00:00+07:00, by: dinkes, letter: { number: 470/902, date: 2026-11-09, sha256: 4c94485e0c21ae6c41ce1dfe7b6bfaceea5ab68e40a2476f50208e526f506080 } }
  disposition: { at: 2026-11-10T09:12:00+07:00, by: kabid-aplikasi, to: staf-dc }
  capacity:
    at: 2026-11-10T10:05:00+07:00
    by: staf-dc
    available: true
    allocation: { rack: rak-a, unit: 2, face: front, feeds: [A, B], switch: sw-a, port: gi0/1, vlan: 40, network: rak, ipv4: [10.20.40.10], gateway: 10.20.40.1 }
`;

export const firstServer = "requests/colocation/COL-2026-0001.yaml";
export const secondServer = "requests/colocation/COL-2026-0002.yaml";

function withEdits(text: string, edits: readonly Edit[]): string {
  return edits.reduce((now, [before, after]) => {
    const next = now.replace(before, after);
    if (next === now) throw new Error(`no ${String(before)} in ${now}`);
    return next;
  }, text);
}

/** The base site with racks, power, a network for servers and one server that has its place; some words exchanged. */
export function serverSite(...edits: readonly Edit[]): Record<string, string> {
  return {
    "datacenter/racks.yaml": racks,
    "datacenter/power.yaml": power,
    "datacenter/networks.yaml": edited("datacenter/networks.yaml", [
      /$/,
      `  rak:
    prefix: 10.20.40.0/24
    vlan: 40
    gateway: 10.20.40.1
    address: dedicated
    pool: { from: 10.20.40.10, to: 10.20.40.19 }
    serves: [{ kind: colocation, classification: [restricted] }]
`,
    ]),
    "datacenter/zones.yaml": edited("datacenter/zones.yaml", [
      /$/,
      "  40.20.10.in-addr.arpa: { provider: bind, server: ns1, ttl: 3600 }\n",
    ]),
    [firstServer]: withEdits(request, edits),
  };
}

/** The same with words exchanged in racks.yaml or power.yaml. */
export function inventoryOfServers(
  topic: "racks" | "power",
  ...edits: readonly Edit[]
): Record<string, string> {
  const site = serverSite();
  const file = `datacenter/${topic}.yaml`;
  return { ...site, [file]: withEdits(site[file] ?? "", edits) };
}

/** A second server an hour later, in nobody's way unless edits put it there. */
export function secondServerSite(...edits: readonly Edit[]): Record<string, string> {
  const second = withEdits(request, [
    ["COL-2026-0001", "COL-2026-0002"],
    ["subdomain: replika", "subdomain: cadangan"],
    [/2026-11-10T09/g, "2026-11-10T11"],
    ["2026-11-10T10:05", "2026-11-10T12:05"],
    ["unit: 2", "unit: 4"],
    ["gi0/1", "gi0/2"],
    ["10.20.40.10]", "10.20.40.11]"],
    ...edits,
  ]);
  return { ...serverSite(), [secondServer]: second };
}
