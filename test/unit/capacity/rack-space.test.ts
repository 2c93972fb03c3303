import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Device, DeviceNeeds } from "../../../src/capacity/devices";
import { RackSpace } from "../../../src/capacity/rack-space";
import { aRack } from "./a-data-centre";

const needs = (height: number, depth?: number): DeviceNeeds => ({
  height,
  depth,
  power: 1,
  heat: 1,
  weight: 1,
});
const device = (unit: number, height: number, depth?: number, face: Device["face"] = "front"): Device => ({
  ...needs(height, depth),
  rack: "rak-a",
  unit,
  face,
  feeds: ["A"],
});

describe("a rack's space", () => {
  it("gives the lowest units in one piece", () => {
    const space = new RackSpace({ ...aRack, reserved: [{ from: 1, to: 1 }] });
    space.place("x", device(3, 1));
    expect(space.firstFit(needs(1))).toEqual({ unit: 2, face: "front" });
    expect(space.firstFit(needs(2))).toEqual({ unit: 4, face: "front" });
    expect(space.firstFit(needs(8))).toBeUndefined();
    expect(space.longestRun(needs(8))).toBe(7);
  });

  it("does not go beyond the top", () => {
    const space = new RackSpace(aRack);
    space.place("x", device(1, 9));
    expect(space.firstFit(needs(1))).toEqual({ unit: 10, face: "front" });
    expect(space.firstFit(needs(2))).toBeUndefined();
  });

  it("lets two shallow devices stand back to back, the first in front", () => {
    const space = new RackSpace({ ...aRack, units: 1 });
    expect(space.firstFit(needs(1, 450))).toEqual({ unit: 1, face: "front" });
    space.place("x", device(1, 1, 450));
    expect(space.firstFit(needs(1, 450))).toEqual({ unit: 1, face: "rear" });
    expect(space.firstFit(needs(1, 451))).toBeUndefined();
    space.place("y", device(1, 1, 450, "rear"));
    expect(space.firstFit(needs(1, 450))).toBeUndefined();
  });

  it("takes a device without a stated depth for one that fills the rack", () => {
    const space = new RackSpace({ ...aRack, units: 1 });
    space.place("x", device(1, 1, 450));
    expect(space.firstFit(needs(1))).toBeUndefined();
  });

  it("has no place for a device that is deeper than the rack", () => {
    expect(new RackSpace(aRack).firstFit(needs(1, 901))).toBeUndefined();
    expect(new RackSpace(aRack).firstFit(needs(1, 900))).toBeDefined();
  });
});

it("never puts two devices into one place, whatever their sizes", () => {
  const sizes = fc.array(
    fc.record({ height: fc.integer({ min: 1, max: 4 }), depth: fc.constantFrom(300, 450, 800) }),
    { maxLength: 20 },
  );
  fc.assert(
    fc.property(sizes, (wanted) => {
      const space = new RackSpace(aRack);
      const filled = new Set<string>();
      for (const [index, { height, depth }] of wanted.entries()) {
        const spot = space.firstFit(needs(height, depth));
        if (!spot) continue;
        const sides = depth <= 450 ? [spot.face] : ["front", "rear"];
        for (let unit = spot.unit; unit < spot.unit + height; unit += 1) {
          for (const side of sides) {
            expect(filled.has(`${unit} ${side}`)).toBe(false);
            filled.add(`${unit} ${side}`);
          }
        }
        expect(spot.unit + height - 1).toBeLessThanOrEqual(10);
        space.place(String(index), { ...device(spot.unit, height, depth), face: spot.face });
      }
    }),
  );
});
