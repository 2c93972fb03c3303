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
