import type { ColocationRequest } from "../../../src/schema/generated/colocation-request";
import type { Power } from "../../../src/schema/generated/power";
import type { Rack, Switch } from "../../../src/schema/generated/racks";
import type { ColocationAllocation } from "../../../src/schema/generated/steps";
import type { ServiceRequest, Site } from "../../../src/schema/site";
import { aSite } from "../support/a-site";

export const NOW = "2026-11-23T10:00:00+07:00";

/** Two racks of ten units on two feeds of 16 A at 230 V, of which 80 % may be used; nothing of our own in them. */
export const aRack: Rack = { units: 10, depth: "900 mm", feeds: { A: "3680 W", B: "3680 W" } };

const aSwitch: Switch = { rack: "rak-a", racks: ["rak-a", "rak-b"], ports: { from: 1, to: 20 }, vlans: [40] };

const power: Power = { margins: { feeds: "80 %" }, feeds: { A: {}, B: {} } };

/** A data centre for servers: what a test is about is laid over it. */
export function aDataCentre(requests: ServiceRequest[], changes: Partial<Site> = {}): Site {
  const base = aSite([]);
  return {
    ...base,
    networks: new Map([
      ...base.networks,
      [
        "rak",
        {
          prefix: "10.20.40.0/24",
          vlan: 40,
          gateway: "10.20.40.1",
          address: "dedicated" as const,
          pool: { from: "10.20.40.10", to: "10.20.40.29" },
          serves: [{ kind: "colocation" as const, classification: ["limited" as const] }],
        },
      ],
    ]),
    racks: new Map([
      ["rak-a", aRack],
      ["rak-b", aRack],
    ]),
    switches: new Map([["sw-a", aSwitch]]),
    power,
    ...changes,
    requests: requests.map((data) => ({
      file: `requests/${data.kind}/${data.id}.yaml`,
      data,
      position: () => ({ line: 1, column: 1 }),
    })),
  };
}

/** A server of one unit and 750 W on two supplies that waits for its assessment; `server` is laid over it. */
export function aServer(
  number: number,
  server: Partial<ColocationRequest["server"]> = {},
  resources: Partial<ColocationRequest["resources"]> = {},
): ColocationRequest {
  return {
    kind: "colocation",
    id: `COL-2026-${String(number).padStart(4, "0")}`,
    applicant: { agency: "dinkes", contact: "dinkes-it" },
    application: { name: `Server ${number}`, classification: "limited" },
    zone: "cirebonkab.go.id",
    subdomain: `server${number}`,
    server: {
      brand: "Dell",
      model: "R650",
      serial: `S${number}`,
      rack_units: 1,
      depth: "750 mm",
      power: "750 W",
      power_feeds: 2,
      operating_system: "Debian 12",
      software: ["nginx"],
      interfaces: [{ name: "eno1", mac: "b0:7b:25:aa:01:02", speed: "1 Gbit/s" }],
      ...server,
    },
    resources: { bandwidth: "10 Mbit/s", addresses: 1, ...resources },
    access: [{ protocol: "tcp", port: 443 }],
    term: { from: "2026-11-20", until: "2028-11-19" },
    steps: {
      request: { at: `2026-11-09T08:00:${String(number % 60).padStart(2, "0")}+07:00`, by: "dinkes" },
    },
  };
}

/** A request as `titip assess` leaves it: assessed, not decided. */
export function placed(
  request: ColocationRequest,
  allocation: Partial<ColocationAllocation> = {},
  at = "2026-11-10T09:00:00+07:00",
): ColocationRequest {
  const whole: ColocationAllocation = {
    rack: "rak-a",
    unit: 1,
    face: "front",
    feeds: ["A", "B"],
    switch: "sw-a",
    port: "1",
    vlan: 40,
    network: "rak",
    ipv4: ["10.20.40.10"],
    gateway: "10.20.40.1",
    ...allocation,
  };
  const assessment = { at, by: "kabid", available: true, allocation: whole };
  return { ...request, steps: { ...request.steps, assessment } };
}

/** The same, and decided. */
export function decided(
  request: ColocationRequest,
  result: "approved" | "rejected" = "approved",
  at = "2026-11-11T09:00:00+07:00",
): ColocationRequest {
  return { ...request, steps: { ...request.steps, decision: { at, by: "kabid", result } } };
}

/** The same, and ended. */
export function closed(request: ColocationRequest, at: string): ColocationRequest {
  return { ...request, steps: { ...request.steps, closure: { at, by: "kabid", reason: "selesai" } } };
}
