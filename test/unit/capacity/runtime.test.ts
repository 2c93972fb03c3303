import fc from "fast-check";
import { expect, it } from "vitest";
import { batteryRuntime, loadThatLasts, runsByTheClock } from "../../../src/capacity/runtime";

const data = {
  required: "10 minutes",
  table: [
    { load: "2 kW", time: "48 minutes" },
    { load: "4 kW", time: "21 minutes" },
    { load: "9 kW", time: "7 minutes" },
  ],
};

it("gives the measured runtime at measured loads, whatever their order", () => {
  const { at } = batteryRuntime({ ...data, table: data.table.toReversed() });
  expect([2000, 4000, 9000].map(at)).toEqual([48, 21, 7]);
});

it("promises less between two points than the straight line would: batteries follow Peukert", () => {
  // 3 kW lies halfway: (48 + 21) / 2 = 34.5 by the straight line; 48 × 1.5^-(ln(48/21) / ln 2) = 29.6 by Peukert
  expect(batteryRuntime(data).at(3000)).toBe(29);
});

it("promises nothing beyond what was measured", () => {
  const { at } = batteryRuntime(data);
  expect(at(0)).toBe(48);
  expect(at(1999)).toBe(48);
  expect(at(9001)).toBe(0);
});

it("finds the largest load that lasts long enough", () => {
  const required = fc.integer({ min: 7, max: 48 });
  fc.assert(
    fc.property(required, (minutes) => {
      const one = { ...data, required: `${minutes} minutes` };
      const load = loadThatLasts(one);
      expect(batteryRuntime(one).at(load)).toBeGreaterThanOrEqual(minutes);
      expect(batteryRuntime(one).at(load + 1)).toBeLessThan(minutes);
    }),
  );
});

it("has no load that lasts when none was measured to", () => {
  expect(loadThatLasts({ ...data, required: "1 hour" })).toBe(0);
});

it("knows no working days", () => {
  expect(runsByTheClock(data)).toBe(true);
  expect(runsByTheClock({ ...data, required: "1 day" })).toBe(false);
});
