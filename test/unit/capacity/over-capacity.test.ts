import fc from "fast-check";
import { expect, it } from "vitest";
import { capacityLines } from "../../../src/capacity/lines";
import { overCapacity } from "../../../src/capacity/over-capacity";
import type { ColocationRequest } from "../../../src/schema/generated/colocation-request";
import { aDataCentre, aServer, decided, NOW, placed } from "./a-data-centre";

function over(requests: ColocationRequest[]): string[] {
  const site = aDataCentre(requests);
  return overCapacity(site, site.requests).map(({ request }) => request.data.id);
}

const server = (number: number, power: string) =>
  placed(aServer(number, { power }), {
    unit: number,
    port: String(number),
    ipv4: [`10.20.40.${9 + number}`],
  });

it("names the younger of two that each fit alone", () => {
  expect(over([server(1, "1500 W"), server(2, "1500 W")])).toEqual(["COL-2026-0002"]);
  expect(over([server(2, "1500 W"), server(1, "1500 W")])).toEqual(["COL-2026-0002"]);
  expect(over([server(1, "1400 W"), server(2, "1500 W")])).toEqual([]);
});

it("an approval has the better right, whoever was entered first", () => {
  expect(over([server(1, "1500 W"), decided(server(2, "1500 W"))])).toEqual(["COL-2026-0001"]);
});

it("goes on with a smaller one that still fits", () => {
  expect(over([server(1, "1500 W"), server(2, "1500 W"), server(3, "1400 W")])).toEqual(["COL-2026-0002"]);
});

it("has nothing against requests that were refused", () => {
  expect(over([server(1, "1500 W"), decided(server(2, "1500 W"), "rejected")])).toEqual([]);
});

it("without those it names, nothing is over its limit", () => {
  const powers = fc.array(fc.constantFrom("300 W", "750 W", "1400 W", "2800 W"), { maxLength: 10 });
  fc.assert(
    fc.property(powers, (watts) => {
      const all = watts.map((power, index) => server(index + 1, power));
      const guilty = new Set(over(all));
      const rest = all.filter(({ id }) => !guilty.has(id));
      const lines = [...capacityLines(aDataCentre(rest), NOW).values()];
      expect(lines.filter(({ free }) => free < 0)).toEqual([]);
      if (guilty.size === 0) expect(rest).toHaveLength(all.length);
      for (const id of guilty) {
        const again = all.filter((one) => one.id === id || !guilty.has(one.id));
        expect(over(again)).toEqual([id]); // each of them is really too much beside the others
      }
    }),
  );
});
