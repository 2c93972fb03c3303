import { describe, expect, it } from "vitest";
import { needsOf } from "../../../src/capacity/devices";
import { documentInput } from "../../../src/documents/site-documents";
import { colocationOf } from "../../../src/provision/stack-outputs-colocation";
import { assetRegister } from "../../../src/report/registers/assets";
import { registerAsData } from "../../../src/report/registers/print-json";
import { acceptedServer, deliveredServer } from "../../../src/schema/delivered-server";
import type { ColocationRequest } from "../../../src/schema/generated/colocation-request";
import type { DeliveredItem, PlacementStep } from "../../../src/schema/generated/steps";
import type { Site } from "../../../src/schema/site";
import { specificationDifferences } from "../../../src/sop/walk-differences";
import { aDataCentre, aRack, aServer, closed, decided, NOW, placed } from "../capacity/a-data-centre";
import { documentOf, letterhead } from "../documents/support";

const cable: DeliveredItem = { name: "Kabel listrik", brand: "Lapp", serial: "K-1", power: "2 kW" };
const other: DeliveredItem = {
  name: "Server",
  brand: "HPE",
  model: "DL380",
  serial: "X9",
  rack_units: 2,
  power: "900 W",
};
const taken = { differences_accepted: { by: "kabid", reason: "Setara" } };

function brought(items: DeliveredItem[], placement?: Partial<PlacementStep>, base = aServer(1)) {
  const request = decided(placed(base));
  const delivery = { at: NOW, by: "dinkes", items };
  const step = placement && { at: NOW, by: "kabid", result: "accepted" as const, ...placement };
  return { ...request, steps: { ...request.steps, delivery, placement: step } };
}

function assets(site: Site): Record<string, unknown>[] {
  return (registerAsData(assetRegister(site), "id") as { rows: Record<string, unknown>[] }).rows;
}

describe("which of the items is the server", () => {
  const among = (...items: DeliveredItem[]) => deliveredServer(brought(items));

  it("is the one with the approved serial number, however it was typed", () => {
    expect(among(cable, other, { name: "Lain", serial: " s1 " })?.name).toBe("Lain");
  });

  it("with another serial number is the one that states what a server has, or the approved model", () => {
    expect(among(cable, other)).toBe(other);
    const sameModel = { name: "Server", model: "R650", serial: "X9" };
    expect(among(cable, sameModel)).toBe(sameModel);
  });

  it("is nothing before the delivery", () => expect(deliveredServer(aServer(1))).toBeUndefined());
});

describe("a server whose differences were taken", () => {
  const assetNumbers = [
    { number: "1.3.2/1", item: "Server" },
    { number: "1.3.2/2", item: "Rel" },
  ];
  const request = brought([cable, other], { ...taken, assets: assetNumbers });
  const site = aDataCentre([request]);

  it("is as it was brought; what the delivery does not state is as approved", () => {
    expect(acceptedServer(request)).toEqual({
      ...request.server,
      brand: "HPE",
      model: "DL380",
      serial: "X9",
      rack_units: 2,
      power: "900 W",
    });
  });

  it("takes its own height and power", () => {
    expect(needsOf(request)).toMatchObject({ height: 2, power: 900, heat: 900 });
    const less = brought([cable, { ...other, power: "300 W" }], taken);
    expect(needsOf(less)).toMatchObject({ height: 2, power: 750 });
  });

  it("stands in the stack outputs", () => {
    const held = { access: [], records: [] };
    const declared = { request, desired: { recordSets: [] }, held };
    expect(colocationOf(site, declared)?.server).toMatchObject({
      brand: "HPE",
      model: "DL380",
      serial: "X9",
      rackUnits: 2,
      power: "900 W",
    });
  });

  it("stands in the asset register, its watts once", () => {
    const rows = assets(site);
    expect(rows).toMatchObject([
      { asset: "1.3.2/1", model: "HPE DL380", serial: "X9", height: 2, power: 900 },
      { asset: "1.3.2/2", model: "HPE DL380", serial: "X9", height: 2, power: null },
    ]);
  });

  it("stands in the papers about the work, the approved one in those before", () => {
    const [form, completion] = [
      { at: NOW, by: "dinkes" },
      { at: NOW, by: "kabid" },
    ];
    const done = { ...request, steps: { ...request.steps, form, completion } };
    const input = documentInput(aDataCentre([done]), letterhead, done);
    for (const name of ["completion-report", "work-result-approval"])
      expect(JSON.stringify(documentOf(name, input))).toContain("HPE DL380, nomor seri X9");
    expect(JSON.stringify(documentOf("approval-form", input))).toContain("Dell R650");
  });
});

describe("a server whose differences nobody took", () => {
  it("is as it was approved, and the differences are those of the server, not of the cable", () => {
    const request = brought([cable, other], {});
    expect(acceptedServer(request)).toEqual(request.server);
    expect(needsOf(request)).toMatchObject({ height: 1, power: 750 });
    expect(specificationDifferences(request).map(({ delivered }) => delivered)).toEqual([
      "HPE",
      "DL380",
      "X9",
      "2",
      "900 W",
    ]);
  });

  it("has the serial number that was brought where the request left it open", () => {
    const open: ColocationRequest = aServer(1, { serial: undefined });
    expect(acceptedServer(brought([cable, other], {}, open)).serial).toBe("X9");
    expect(acceptedServer(open).serial).toBeUndefined();
  });
});

describe("the asset register", () => {
  it("has no row for what was not placed, or was sent back", () => {
    expect(assets(aDataCentre([brought([other])]))).toEqual([]);
    expect(assets(aDataCentre([brought([other], { result: "returned", reason: "lain" })]))).toEqual([]);
  });

  it("keeps what has left, with the day, and invents no number", () => {
    const left = closed(brought([other], {}), NOW);
    expect(assets(aDataCentre([left]))).toMatchObject([
      { asset: null, item: "Dell R650", removed: NOW.slice(0, 10) },
    ]);
  });

  it("has the data centre's own devices on all feeds of the rack unless told otherwise, with their watts", () => {
    const device = { unit: 9, rack_units: 1 };
    const equipment = [
      { ...device, name: "sakelar", power: "1.2 kW" },
      { ...device, name: "KVM", unit: 8, feeds: ["A"] },
    ];
    const racks = new Map([["rak-a", { ...aRack, equipment }]]);
    expect(assets(aDataCentre([], { racks }))).toMatchObject([
      { item: "KVM", feeds: "A", power: null },
      { item: "sakelar", feeds: "A, B", power: 1200 },
    ]);
  });
});
