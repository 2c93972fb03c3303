import type { HostingRequest } from "../../../src/schema/generated/hosting-request";
import type { LoadedRequest, Site } from "../../../src/schema/site";

/** A small data centre: two web servers, a shared and a dedicated network, one forward and one reverse zone. */
export function aSite(requests: HostingRequest[], pool = { from: "10.20.30.100", to: "10.20.30.109" }): Site {
  const ssh = { host: "10.20.30.11", user: "titip", host_key: "ssh-ed25519 AAAA" };
  const network = { prefix: "10.20.30.0/24", gateway: "10.20.30.1" };
  return {
    root: "/nowhere",
    agencies: new Map([["dinkes", { name: "Dinas Kesehatan", short: "Dinkes" }]]),
    officers: new Map([
      [
        "kabid",
        {
          title: "Kepala Bidang",
          roles: ["application-head"],
          holders: [{ contact: "a", valid: { from: "2020-01-01" } }],
        },
      ],
    ]),
    contacts: new Map(),
    servers: new Map([
      [
        "web1",
        {
          role: "web",
          address: "10.20.30.11",
          ssh,
          runtimes: ["static"],
          capacity: { sites: 3, storage: "1 TiB", memory: "64 GiB" },
        },
      ],
      ["web2", { role: "web", address: "10.20.30.12", ssh, runtimes: ["static"] }],
      ["ns1", { role: "dns", address: "10.20.30.53", ssh }],
    ]),
    networks: new Map([
      [
        "publik",
        { ...network, address: "shared", serves: [{ kind: "hosting", classification: ["public"] }] },
      ],
      [
        "terbatas",
        {
          ...network,
          address: "dedicated",
          pool,
          reserved: ["10.20.30.102"],
          serves: [{ kind: "hosting", classification: ["limited"] }],
        },
      ],
    ]),
    zones: new Map([
      ["cirebonkab.go.id", { provider: "bind", server: "ns1", ttl: 3600 }],
      ["30.20.10.in-addr.arpa", { provider: "bind", server: "ns1", ttl: 600 }],
    ]),
    allocation: { quarantine_days: 90, uids: { from: 20000, to: 20099 } },
    procedures: { hosting: undefined },
    requests: requests.map(loaded),
  };
}

function loaded(data: HostingRequest): LoadedRequest {
  return { file: `requests/hosting/${data.id}.yaml`, data, position: () => ({ line: 1, column: 1 }) };
}

/** A request that waits for its assessment; `changes` are laid over it. */
export function aRequest(number: number, changes: Partial<HostingRequest> = {}): HostingRequest {
  return {
    kind: "hosting",
    id: `HST-2026-${String(number).padStart(4, "0")}`,
    applicant: { agency: "dinkes", contact: "dinkes-it" },
    application: { name: `Sistem ${number}`, runtime: "static", classification: "limited" },
    zone: "cirebonkab.go.id",
    subdomain: `situs${number}`,
    resources: { storage: "1 GiB", memory: "512 MiB", bandwidth: "5 Mbit/s" },
    term: { from: "2026-11-16", until: "2027-11-15" },
    steps: { request: { at: "2026-11-09T08:02:00+07:00", by: "dinkes" } },
    ...changes,
  };
}

/** The request as `titip assess` and an approval leave it. */
export function approved(
  request: HostingRequest,
  ipv4: string,
  uid: number,
  at = "2026-11-10T09:00:00+07:00",
): HostingRequest {
  const network = request.application.classification === "public" ? "publik" : "terbatas";
  return {
    ...request,
    steps: {
      ...request.steps,
      assessment: { at, by: "kabid", feasible: true, allocation: { server: "web1", network, ipv4, uid } },
      decision: { at, by: "kabid", result: "approved" },
    },
  };
}
