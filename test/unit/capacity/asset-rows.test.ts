import { expect, it } from "vitest";
import { assetRows } from "../../../src/capacity/asset-rows";
import type { ColocationRequest } from "../../../src/schema/generated/colocation-request";
import type { PlacementStep } from "../../../src/schema/generated/steps";
import { aDataCentre, aRack, aServer, closed, decided, NOW, placed } from "./a-data-centre";

function delivered(request: ColocationRequest, placement: Partial<PlacementStep>): ColocationRequest {
  const step: PlacementStep = {
    at: "2026-11-20T14:00:00+07:00",
    by: "kabid",
    result: "accepted",
    ...placement,
  };
  return { ...request, steps: { ...request.steps, placement: step } };
}

const one = decided(placed(aServer(1, { rack_units: 2 })));
const assets = [
  { number: "1.3.2.10/0021", item: "Server R650" },
  { number: "1.3.2.10/0022", item: "Rel rak" },
];

it("has a row for each number that the office gave, with place, feeds, port, addresses and minutes", () => {
  const minutes = { number: "027/15/BAST/2026", date: "2026-11-20" };
  const rows = assetRows(aDataCentre([delivered(one, { assets, minutes })]));
  expect(rows.map(({ number, item }) => [number, item])).toEqual([
    ["1.3.2.10/0021", "Server R650"],
    ["1.3.2.10/0022", "Rel rak"],
  ]);
  expect(rows[0]).toMatchObject({
    owner: "Dinas Kesehatan",
    request: "COL-2026-0001",
    brand: "Dell",
    serial: "S1",
    rack: "rak-a",
    units: { from: 1, to: 2 },
    feeds: ["A", "B"],
    switch: "sw-a",
    port: "1",
    ipv4: ["10.20.40.10"],
    placed: "2026-11-20T14:00:00+07:00",
    removed: undefined,
    minutes,
  });
});

it("has no row for what was not placed, or was sent back", () => {
  expect(assetRows(aDataCentre([one]))).toEqual([]);
  expect(assetRows(aDataCentre([delivered(one, { result: "returned", reason: "lain" })]))).toEqual([]);
});

it("keeps what has left, with the moment", () => {
  expect(assetRows(aDataCentre([closed(delivered(one, { assets }), NOW)]))[0]).toMatchObject({
    removed: NOW,
  });
});

it("invents no number, for servers nor for the data centre's own", () => {
  const equipment = [{ name: "sakelar", unit: 9, rack_units: 1, asset: "1.3.2.10/0001" }];
  const racks = new Map([["rak-a", { ...aRack, equipment }]]);
  const rows = assetRows(aDataCentre([delivered(one, {})], { racks }));
  expect(rows.map(({ number, item, owner }) => [number, item, owner])).toEqual([
    ["1.3.2.10/0001", "sakelar", undefined],
    [undefined, "Dell R650", "Dinas Kesehatan"],
  ]);
});
