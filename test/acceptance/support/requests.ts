import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Project } from "./project";

export interface WantedRequest {
  /** Makes id, name and uid: 1 is HST-2026-9001, situs1. */
  number: number;
  server?: "web1" | "web2";
  /** Address of its own; the server's shared one when absent. */
  ipv4?: string;
  aliases?: string[];
  subdomain?: string;
  state?: "approved" | "assessed" | "rejected";
}

export function idOf(number: number): string {
  return `HST-2026-${9000 + number}`;
}

/** Writes one believable request file, decided or waiting, with the allocation that the test wants. */
export function writeRequest(project: Project, wanted: WantedRequest): string {
  const id = idOf(wanted.number);
  mkdirSync(join(project.root, "requests/hosting"), { recursive: true });
  project.write(`requests/hosting/${id}.yaml`, requestText(id, wanted));
  return id;
}

/** The text of the file that `writeRequest` writes. */
export function requestText(
  id: string,
  { number, server = "web1", ipv4, aliases = [], subdomain, state = "approved" }: WantedRequest,
): string {
  const shared = server === "web1" ? "10.20.30.11" : "10.20.30.12";
  const network = ipv4 ? "hosting-terbatas" : "hosting-publik";
  const decision = {
    approved: "  decision: { at: 2026-11-10T09:00:00+07:00, by: kabid-aplikasi, result: approved }\n",
    rejected:
      "  decision: { at: 2026-11-10T09:00:00+07:00, by: kabid-aplikasi, result: rejected, reason: Belum lengkap }\n",
    assessed: "",
  }[state];
  return `kind: hosting
id: ${id}
applicant: { agency: dinkes, contact: dinkes-it }
application: { name: Situs uji ${number}, runtime: static, classification: ${ipv4 ? "limited" : "public"} }
zone: cirebonkab.go.id
subdomain: ${subdomain ?? `situs${number}`}
${aliases.length > 0 ? `aliases: [${aliases.join(", ")}]\n` : ""}resources: { storage: 1 GiB, memory: 128 MiB, bandwidth: 5 Mbit/s }
term: { from: 2026-11-16, until: 2027-11-15 }
steps:
  request: { at: 2026-11-09T08:00:00+07:00, by: dinkes, letter: { number: 445/${number}/Dinkes, date: 2026-11-06, sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 } }
  registration: { at: 2026-11-09T08:05:00+07:00, by: bagian-umum, agenda: ${number}/XI/2026 }
  disposition: { at: 2026-11-09T08:07:00+07:00, by: kepala-dinas, to: kabid-aplikasi }
  assessment:
    at: 2026-11-09T08:12:00+07:00
    by: kabid-aplikasi
    feasible: true
    allocation: { server: ${server}, network: ${network}, ipv4: ${ipv4 ?? shared}, uid: ${21000 + number} }
${decision}`;
}

export interface WantedColocation {
  /** Makes id, name, rack unit and switch port: 1 is COL-2026-9001, server1, U11, gi1/0/11. */
  number: number;
  ipv4: string[];
  access: { protocol: "tcp" | "udp"; port: number; from?: string[] }[];
  /** Lines of further steps, as they stand in the file. */
  steps?: string;
}

export function colocationIdOf(number: number): string {
  return `COL-2026-${9000 + number}`;
}

/** Writes one approved co-location. */
export function writeColocation(project: Project, wanted: WantedColocation): string {
  const id = colocationIdOf(wanted.number);
  mkdirSync(join(project.root, "requests/colocation"), { recursive: true });
  project.write(`requests/colocation/${id}.yaml`, colocationText(id, wanted));
  return id;
}

/** The text of the file that `writeColocation` writes. */
export function colocationText(id: string, { number, ipv4, access, steps = "" }: WantedColocation): string {
  const place = `rack: rak-b, unit: ${10 + number}, face: front, feeds: [A, B], switch: sw-b1, port: gi1/0/${10 + number}`;
  return `kind: colocation
id: ${id}
applicant: { agency: disdukcapil, contact: disdukcapil-it }
application: { name: Server titipan ${number}, classification: restricted }
zone: cirebonkab.go.id
subdomain: server${number}
server:
  brand: Dell
  model: PowerEdge R650
  rack_units: 1
  power: 300 W
  power_feeds: 2
  operating_system: Debian 12
  software: [nginx]
  interfaces: [{ name: eno1, mac: "b0:7b:25:aa:01:0${number}", speed: 1 Gbit/s }]
resources: { bandwidth: 20 Mbit/s, addresses: ${ipv4.length} }
access: ${JSON.stringify(access)}
term: { from: 2026-11-20, until: 2028-11-19 }
steps:
  request: { at: 2026-11-09T09:00:00+07:00, by: disdukcapil, letter: { number: 470/${number}/Disdukcapil, date: 2026-11-08, sha256: 4c94485e0c21ae6c41ce1dfe7b6bfaceea5ab68e40a2476f50208e526f506080 } }
  disposition: { at: 2026-11-09T09:12:00+07:00, by: kabid-aplikasi, to: seksi-infrastruktur, onward: staf-dc }
  capacity:
    at: 2026-11-09T10:05:00+07:00
    by: staf-dc
    available: true
    allocation: { ${place}, vlan: 40, network: colocation, ipv4: [${ipv4.join(", ")}], gateway: 10.20.40.1 }
  form: { at: 2026-11-09T10:20:00+07:00, by: disdukcapil }
  approval: { at: 2026-11-10T09:00:00+07:00, by: kabid-aplikasi, result: approved }
${steps}`;
}
