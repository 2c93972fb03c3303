import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ColocationRequest } from "../../../src/schema/generated/colocation-request";
import type { Rack } from "../../../src/schema/generated/racks";
import type { Site } from "../../../src/schema/site";
import { allocate } from "../../../src/sop/allocate";
import { NOTHING_KNOWN } from "../../../src/sop/reality";
import { aDataCentre, aRack, aServer, closed, decided, NOW, placed } from "../capacity/a-data-centre";
import { approved, aRequest } from "../support/a-site";

function allocated(
  requests: ColocationRequest[],
  request: ColocationRequest,
  changes: Partial<Site> = {},
  reality = NOTHING_KNOWN,
) {
  const result = allocate(aDataCentre([...requests, request], changes), request, NOW, reality);
  if ("refusal" in result) throw new Error(result.refusal.en);
  return result.allocation;
}

function refusal(
  requests: ColocationRequest[],
  request: ColocationRequest,
  changes: Partial<Site> = {},
): string {
  const result = allocate(aDataCentre([...requests, request], changes), request, NOW);
  return "refusal" in result ? result.refusal.en : "";
}

const oneRack = (rack: Partial<Rack>) => ({ racks: new Map([["rak-a", { ...aRack, ...rack }]]) });

describe("allocation of a server", () => {
  it("gives the first unit, port and addresses, and a feed for each supply", () => {
    expect(allocated([], aServer(1, {}, { addresses: 2 }))).toEqual({
      rack: "rak-a",
      unit: 1,
      face: "front",
      feeds: ["A", "B"],
      switch: "sw-a",
      port: "1",
      vlan: 40,
      network: "rak",
      ipv4: ["10.20.40.10", "10.20.40.11"],
      gateway: "10.20.40.1",
    });
  });

  it("passes over what others hold, decided or not", () => {
    const others = [
      placed(aServer(1)),
      decided(placed(aServer(2), { unit: 2, port: "2", ipv4: ["10.20.40.11"] })),
    ];
    expect(allocated(others, aServer(3))).toMatchObject({ unit: 3, port: "3", ipv4: ["10.20.40.12"] });
  });

  it("gives the place of a closed server at once, its address after the quarantine", () => {
    const left = closed(decided(placed(aServer(1))), "2026-08-26T10:00:00+07:00");
    expect(allocated([left], aServer(2))).toMatchObject({ unit: 1, port: "1", ipv4: ["10.20.40.11"] });
    const long = closed(decided(placed(aServer(1))), "2026-08-25T10:00:00+07:00");
    expect(allocated([long], aServer(2))).toMatchObject({ unit: 1, ipv4: ["10.20.40.10"] });
  });

  it("gives what was held for a rejected server", () => {
    expect(allocated([decided(placed(aServer(1)), "rejected")], aServer(2))).toMatchObject({
      unit: 1,
      port: "1",
      ipv4: ["10.20.40.10"],
    });
  });

  it("passes over addresses that somebody has already, and the names of somebody else are refused", () => {
    const reality = { ...NOTHING_KNOWN, addresses: new Set(["10.20.40.10"]) };
    expect(allocated([], aServer(1), {}, reality).ipv4).toEqual(["10.20.40.11"]);
    const named = { ...NOTHING_KNOWN, names: new Set(["server1.cirebonkab.go.id"]) };
    expect(() => allocated([], aServer(1), {}, named)).toThrow("held on the servers by somebody else");
  });

  it("takes the next rack when a feed would be over its limit with the other failed", () => {
    const three = [1, 2, 3].map((n) =>
      placed(aServer(n), { unit: n, port: String(n), ipv4: [`10.20.40.1${n}`] }),
    );
    expect(allocated(three, aServer(4)).rack).toBe("rak-b"); // 3 × 750 W + 750 W = 3,000 W > 2,944 W
    expect(allocated(three.slice(1), aServer(4)).rack).toBe("rak-a");
  });

  it("gives a server with one supply the feed that carries it", () => {
    const full = placed(aServer(1, { power: "2900 W", power_feeds: 1 }), { feeds: ["A"] });
    expect(allocated([full], aServer(2, { power_feeds: 1 }))).toMatchObject({ rack: "rak-a", feeds: ["B"] });
  });

  it("refuses with every sum, each rack's, and says nothing twice", () => {
    const uplinks = new Map([["isp", { rate: "5 Mbit/s" }]]);
    expect(refusal([], aServer(1, { power: "3 kW" }), { uplinks })).toBe(
      [
        "there is not enough capacity for COL-2026-0001:",
        "  rak-a: 0 W + 3,000 W = 3,000 W > 2,944 W (limit: 80 % of 3,680 W, feed A with feed B failed)",
        "  rak-a: 0 W + 3,000 W = 3,000 W > 2,944 W (limit: 80 % of 3,680 W, feed B with feed A failed)",
        "  rak-b: 0 W + 3,000 W = 3,000 W > 2,944 W (limit: 80 % of 3,680 W, feed A with feed B failed)",
        "  rak-b: 0 W + 3,000 W = 3,000 W > 2,944 W (limit: 80 % of 3,680 W, feed B with feed A failed)",
        "  isp: 0 Mbit/s + 10 Mbit/s = 10 Mbit/s > 5 Mbit/s (internet bandwidth)",
      ].join("\n"),
    );
  });

  it.each<[string, Partial<Site>, ColocationRequest, string]>([
    [
      "no units in one piece",
      oneRack({ reserved: [{ from: 2, to: 9 }] }),
      aServer(1, { rack_units: 2 }),
      "rak-a: no 2 U in one piece; the longest free run has 1 U",
    ],
    [
      "too deep",
      oneRack({}),
      aServer(1, { depth: "91 cm" }),
      "rak-a: a server 910 mm deep does not fit into a depth of 900 mm",
    ],
    [
      "too few feeds",
      oneRack({ feeds: { A: "3680 W" } }),
      aServer(1),
      "rak-a: has only 1 feed(s), the server needs 2",
    ],
    [
      "weight",
      oneRack({ load: "20 kg" }),
      aServer(1, { weight: "21.9 kg" }),
      "rak-a: 0 kg + 22 kg = 22 kg > 20 kg",
    ],
    ["no switch", { switches: new Map() }, aServer(1), "rak-a: no switch carries VLAN 40"],
    [
      "no port",
      {
        switches: new Map([["sw", { rack: "rak-a", ports: { from: 1, to: 1 }, reserved: [1], vlans: [40] }]]),
      },
      aServer(1),
      "sw: 0 ports + 1 ports = 1 ports > 0 ports",
    ],
    [
      "UPS",
      { power: { feeds: { A: { ups: "u" }, B: {} }, ups: { u: { power: "1 kVA", power_factor: 0.7 } } } },
      aServer(1),
      "u: 0 W + 750 W = 750 W > 700 W (1 kVA × 0.7 = 700 W, UPS load with feed B failed)",
    ],
    [
      "batteries",
      {
        power: {
          feeds: { A: { ups: "u" }, B: {} },
          ups: {
            u: {
              power: "9 kVA",
              power_factor: 1,
              runtime: {
                required: "10 minutes",
                table: [
                  { load: "500 W", time: "10 minutes" },
                  { load: "1 kW", time: "4 minutes" },
                ],
              },
            },
          },
        },
      },
      aServer(1),
      "u: 0 W + 750 W = 750 W > 500 W (largest load that lasts 10 minutes, UPS batteries with feed B failed, lasts 5 minutes, 10 are required)",
    ],
    [
      "genset",
      {
        power: {
          feeds: { A: {}, B: {} },
          gensets: { g: { power: "10 kVA", power_factor: 0.8, feeds: ["B"], other_load: "7500 W" } },
        },
      },
      aServer(1),
      "g: 7,500 W + 750 W = 8,250 W > 8,000 W (10 kVA × 0.8 = 8,000 W, genset)",
    ],
    [
      "cooling",
      {
        power: {
          feeds: { A: {}, B: {} },
          cooling: { spare: 1, units: { x: { heat: "500 W" }, y: { heat: "9000 W" } } },
        },
      },
      aServer(1),
      "x + y: 0 W + 750 W = 750 W > 500 W (cooling with the 1 largest failed)",
    ],
    [
      "addresses",
      {},
      aServer(1, {}, { addresses: 21 }),
      "network rak (10.20.40.10–10.20.40.29) has not 21 free addresses left",
    ],
    [
      "no racks at all",
      { racks: undefined },
      aServer(1),
      "there are no racks: complete datacenter/racks.yaml",
    ],
  ])("refuses for want of: %s", (_, changes, request, words) => {
    expect(refusal([], request, changes)).toContain(words);
  });

  it("counts a hosting's bandwidth beside the servers'", () => {
    const uplinks = new Map([["isp", { rate: "12 Mbit/s" }]]);
    const site = aDataCentre([approved(aRequest(1), "10.20.30.100", 20000), aServer(1)], { uplinks });
    const result = allocate(site, aServer(1), NOW);
    expect("refusal" in result && result.refusal.en).toContain(
      "isp: 5 Mbit/s + 10 Mbit/s = 15 Mbit/s > 12 Mbit/s",
    );
  });
});

/** Assesses requests one after the other, as pull requests do that are merged before the next begins. */
function oneAfterTheOther(requests: ColocationRequest[]): ColocationRequest[] {
  const done: ColocationRequest[] = [];
  for (const request of requests) {
    const result = allocate(aDataCentre([...done, request]), request, NOW);
    if ("allocation" in result) done.push(placed(request, result.allocation));
  }
  return done;
}

describe("allocation of servers, whatever they are", () => {
  const servers = fc.array(
    fc.record({
      rack_units: fc.integer({ min: 1, max: 4 }),
      power: fc.constantFrom("200 W", "750 W", "1400 W"),
      power_feeds: fc.integer({ min: 1, max: 2 }),
      depth: fc.constantFrom("400 mm", "750 mm"),
    }),
    { minLength: 1, maxLength: 12 },
  );

  it("gives no unit, port or address twice, and no feed more than it carries", () => {
    fc.assert(
      fc.property(servers, (wanted) => {
        const done = oneAfterTheOther(wanted.map((server, index) => aServer(index + 1, server)));
        const pins = done.flatMap(({ steps }) => steps.assessment?.allocation ?? []);
        expect(new Set(pins.map(({ port }) => port)).size).toBe(pins.length);
        expect(new Set(pins.flatMap(({ ipv4 }) => ipv4)).size).toBe(pins.length);
        for (const rack of ["rak-a", "rak-b"]) {
          for (const feed of ["A", "B"]) {
            const load = done
              .filter(({ steps }) => steps.assessment?.allocation?.rack === rack)
              .filter(({ steps }) => steps.assessment?.allocation?.feeds.includes(feed))
              .reduce((sum, { server }) => sum + Number(server.power.split(" ")[0]), 0);
            expect(load).toBeLessThanOrEqual(2944);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it("does not depend on the order of the others", () => {
    fc.assert(
      fc.property(servers, (wanted) => {
        const done = oneAfterTheOther(wanted.map((server, index) => aServer(index + 1, server)));
        const last = aServer(99);
        const outcome = (others: ColocationRequest[]) => {
          const result = allocate(aDataCentre([...others, last]), last, NOW);
          return "allocation" in result ? result.allocation : result.refusal.en;
        };
        expect(outcome(done.toReversed())).toEqual(outcome(done));
      }),
      { numRuns: 40 },
    );
  });
});
