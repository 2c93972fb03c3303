import { describe, expect, it } from "vitest";
import { capacityLines } from "../../../src/capacity/lines";
import { sumText } from "../../../src/capacity/sum-text";
import { whatIf } from "../../../src/capacity/what-if";
import type { ServiceRequest, Site } from "../../../src/schema/site";
import { approved, aRequest } from "../support/a-site";
import { aDataCentre, aRack, aServer, closed, decided, NOW, placed } from "./a-data-centre";

function line(requests: ServiceRequest[], key: string, changes: Partial<Site> = {}) {
  const found = capacityLines(aDataCentre(requests, changes), NOW).get(key);
  if (!found) throw new Error(`no line ${key}`);
  const { capacity, usable, used, pending, free } = found;
  return { capacity, usable, used, pending, free };
}

describe("watts of a feed with the other feed failed", () => {
  const feed = "rack/rak-a/feed/A";

  it("counts the whole power of a device with two supplies on each of its feeds", () => {
    const one = decided(placed(aServer(1)));
    expect(line([one], feed)).toEqual({ capacity: 3680, usable: 2944, used: 750, pending: 0, free: 2194 });
    expect(line([one], "rack/rak-a/feed/B")).toMatchObject({ used: 750 });
    expect(line([one], "rack/rak-b/feed/A")).toMatchObject({ used: 0 });
  });

  it("counts a device with one supply on its own feed only", () => {
    const one = decided(placed(aServer(1, { power_feeds: 1 }), { feeds: ["B"] }));
    expect(line([one], feed)).toMatchObject({ used: 0 });
    expect(line([one], "rack/rak-a/feed/B")).toMatchObject({ used: 750 });
  });

  it("counts what awaits approval apart, and what was refused, returned or closed not at all", () => {
    const one = placed(aServer(1));
    expect(line([one], feed)).toMatchObject({ used: 0, pending: 750 });
    expect(line([decided(one, "rejected")], feed)).toMatchObject({ used: 0, pending: 0 });
    expect(line([closed(decided(one), NOW)], feed)).toMatchObject({ used: 0, pending: 0 });
    const placement = { at: NOW, by: "kabid", result: "returned" as const, reason: "lain" };
    const returned = { ...decided(one), steps: { ...decided(one).steps, placement } };
    expect(line([returned], feed)).toMatchObject({ used: 0, pending: 0 });
  });

  it("counts what was accepted at delivery when it draws more than was approved", () => {
    const one = decided(placed(aServer(1)));
    const delivery = { at: NOW, by: "dinkes", items: [{ name: "Server", serial: "S1", power: "1.1 kW" }] };
    const placement = {
      at: NOW,
      by: "kabid",
      result: "accepted" as const,
      differences_accepted: { by: "kabid", reason: "catu daya lain" },
    };
    const accepted = { ...one, steps: { ...one.steps, delivery, placement } };
    expect(line([accepted], feed)).toMatchObject({ used: 1100 });
  });

  it("counts the data centre's own devices on all feeds of the rack unless told otherwise", () => {
    const own = (equipment: typeof aRack.equipment) => ({
      racks: new Map([["rak-a", { ...aRack, equipment }]]),
    });
    const device = { name: "x", unit: 1, rack_units: 1, power: "100 W" };
    expect(line([], "rack/rak-a/feed/B", own([device]))).toMatchObject({ used: 100 });
    expect(line([], "rack/rak-a/feed/B", own([{ ...device, feeds: ["A"] }]))).toMatchObject({ used: 0 });
  });
});

describe("the other lines", () => {
  it("a UPS carries a server once, whichever of its feeds come from it", () => {
    const ups = { power: "10 kVA", power_factor: 0.9, other_load: "100 W" };
    const power = {
      margins: { ups: "80 %" },
      feeds: { A: { ups: "u" }, B: { ups: "u" } },
      ups: { u: ups },
    };
    expect(line([decided(placed(aServer(1)))], "power/ups/u", { power })).toEqual({
      capacity: 9000,
      usable: 7200,
      used: 850,
      pending: 0,
      free: 6350,
    });
  });

  it("a genset carries each server once, and cooling, light and losses", () => {
    const genset = { power: "40 kVA", power_factor: 0.8, feeds: ["A", "B"], other_load: "9 kW" };
    const power = { feeds: { A: {}, B: {} }, gensets: { g: genset } };
    expect(line([decided(placed(aServer(1)))], "power/genset/g", { power })).toMatchObject({
      capacity: 32000,
      used: 9750,
    });
  });

  it("batteries carry as much as lasts long enough", () => {
    const runtime = {
      required: "10 minutes",
      table: [
        { load: "1 kW", time: "40 minutes" },
        { load: "4 kW", time: "10 minutes" },
      ],
    };
    const power = {
      feeds: { A: { ups: "u" }, B: {} },
      ups: { u: { power: "10 kVA", power_factor: 0.9, runtime } },
    };
    const found = capacityLines(aDataCentre([placed(aServer(1))], { power }), NOW).get("power/ups/u/runtime");
    expect(found).toMatchObject({ usable: 4000, pending: 750 });
    expect(found?.runtime?.at(750)).toBe(40);
  });

  it("cooling is what is left when the largest units stand still; a server's heat is its power unless stated", () => {
    const power = {
      margins: { cooling: "90 %" },
      feeds: { A: {}, B: {} },
      cooling: {
        spare: 1,
        other_heat: "500 W",
        units: { x: { heat: "42000 BTU/h" }, y: { heat: "10000 W" } },
      },
    };
    const two = [placed(aServer(1)), placed(aServer(2, { heat: "1000 BTU/h" }))];
    expect(line(two, "cooling/room", { power })).toEqual({
      capacity: 10000,
      usable: 9000,
      used: 500,
      pending: 750 + 294, // 1,000 BTU/h are 293.07 W
      free: 9000 - 500 - 750 - 294,
    });
  });

  it("weight is counted where it is known, and said where it is not", () => {
    const heavy = { ...aRack, load: "100 kg", tare: "50 kg", floor: "200 kg" };
    const site = aDataCentre([placed(aServer(1, { weight: "21.9 kg" })), placed(aServer(2))], {
      racks: new Map([["rak-a", heavy]]),
    });
    const all = capacityLines(site, NOW);
    expect(all.get("rack/rak-a/load")).toMatchObject({ pending: 22, free: 78 });
    expect(all.get("rack/rak-a/floor")).toMatchObject({ used: 50, pending: 22 });
    expect(all.get("rack/rak-a/load")?.parts.filter(({ amount }) => amount === undefined)).toEqual([
      { holder: "COL-2026-0002", state: "pending", amount: undefined },
    ]);
  });

  it("rack units: reserved ones are taken, a shallow device takes half of one", () => {
    const racks = new Map([["rak-a", { ...aRack, reserved: [{ from: 1, to: 2 }] }]]);
    const one = placed(aServer(1, { depth: "45 cm" }));
    expect(line([one], "rack/rak-a/units", { racks })).toMatchObject({ capacity: 10, used: 2, pending: 0.5 });
  });

  it("addresses rest in quarantine, then they are free", () => {
    const at = (moment: string) => closed(decided(placed(aServer(1))), moment);
    const key = "network/rak/addresses";
    expect(line([at("2026-08-26T10:00:00+07:00")], key)).toMatchObject({ capacity: 20, used: 1 });
    expect(line([at("2026-08-25T10:00:00+07:00")], key)).toMatchObject({ used: 0 });
  });

  it("an uplink may be promised several times over; one that stands by is not promised", () => {
    const uplinks = new Map([
      ["a", { rate: "100 Mbit/s", margin: "80 %", contention: 2 }],
      ["b", { rate: "1 Gbit/s", standby: true }],
    ]);
    const hosting = approved(aRequest(1), "10.20.30.100", 20000);
    expect(line([hosting, placed(aServer(1))], "uplink/bandwidth", { uplinks })).toMatchObject({
      capacity: 200e6,
      usable: 160e6,
      used: 5e6,
      pending: 10e6,
    });
  });

  it("a web server's margin holds for storage and memory, not for the number of sites", () => {
    const base = aDataCentre([]).servers.get("web1");
    if (!base) throw new Error("no web1");
    const capacity = {
      sites: 3,
      storage: "1 TiB",
      memory: "10 GiB",
      cpu: 8,
      database: "100 GiB",
      margin: "80 %",
    };
    const servers = new Map([["web1", { ...base, capacity }]]);
    const database = { engine: "mariadb" as const, size: "10 GiB" };
    const resources = { storage: "1 GiB", memory: "512 MiB", bandwidth: "5 Mbit/s", cpu: 2, database };
    const one = approved(aRequest(1, { resources }), "10.20.30.100", 20000);
    expect(line([one], "server/web1/sites", { servers })).toMatchObject({ usable: 3, used: 1 });
    expect(line([one], "server/web1/memory", { servers })).toMatchObject({
      usable: 8 * 2 ** 30,
      used: 2 ** 29,
    });
    expect(line([one], "server/web1/cpu", { servers })).toMatchObject({ usable: 6, used: 2 });
    expect(line([one], "server/web1/database", { servers })).toMatchObject({ used: 10 * 2 ** 30 });
  });

  it("without its inventory file a topic has no lines", () => {
    const site = aDataCentre([], {
      racks: undefined,
      switches: undefined,
      power: undefined,
      uplinks: undefined,
    });
    const groups = new Set([...capacityLines(site, NOW).values()].map(({ group }) => group));
    expect(groups).toEqual(new Set(["server", "network"]));
  });
});

describe("the sum written out", () => {
  it("is the one of the brief", () => {
    const own = [{ name: "x", unit: 10, rack_units: 1, power: "2400 W" }];
    const racks = new Map([["rak-a", { ...aRack, equipment: own }]]);
    const { fits, lines } = whatIf(aDataCentre([], { racks }), aServer(1), NOW);
    expect(fits).toBe(false);
    expect(lines.map((one) => sumText(one).id)).toEqual([
      "rak-a: 2.400 W + 750 W = 3.150 W > 2.944 W (batas 80 % dari 3.680 W, feed A saat feed B padam)",
      "rak-a: 2.400 W + 750 W = 3.150 W > 2.944 W (batas 80 % dari 3.680 W, feed B saat feed A padam)",
    ]);
    expect(lines.map((one) => sumText(one).en)[0]).toBe(
      "rak-a: 2,400 W + 750 W = 3,150 W > 2,944 W (limit: 80 % of 3,680 W, feed A with feed B failed)",
    );
  });
});
