import fc from "fast-check";
import { expect, it } from "vitest";
import type { CapacityLine } from "../../../src/capacity/lines";
import { bar, percentTaken } from "../../../src/capacity/print/gauge";

const plain = (_part: string, text: string) => text;

function line(used: number, pending: number, wanted: number, usable: number): CapacityLine {
  const free = usable - used - pending - wanted;
  const words = { id: "x", en: "x" };
  const resource = { key: "x", group: "rack" as const, place: "x", label: words, unit: "W" as const };
  return { ...resource, capacity: usable, margin: 100, usable, used, pending, wanted, free, parts: [] };
}

it("shows what is used, awaits approval and is asked about, in their share", () => {
  expect(bar(line(50, 40, 30, 200), plain)).toBe("█████▓▓▓▓▒▒▒░░░░░░░░");
  expect(bar(line(0, 0, 0, 100), plain)).toBe("░".repeat(20));
});

it("shows a little as one character, too much as a full bar", () => {
  expect(bar(line(1, 0, 0, 10_000), plain)).toBe(`█${"░".repeat(19)}`);
  expect(bar(line(90, 0, 50, 100), plain)).toBe(`${"█".repeat(18)}▒▒`);
  expect(bar(line(1, 0, 0, 0), plain)).toBe("█".repeat(20));
});

it("is always as wide, and gives each part to the painter", () => {
  const amount = fc.nat(5000);
  fc.assert(
    fc.property(amount, amount, amount, amount, (used, pending, wanted, usable) => {
      expect(bar(line(used, pending, wanted, usable), plain)).toHaveLength(20);
    }),
  );
  expect(bar(line(50, 50, 0, 100), (part, text) => (text === "" ? "" : `<${part}>`))).toBe("<used><pending>");
});

it("says 100 % only when nothing is left", () => {
  expect(percentTaken(line(1, 0, 0, 1000))).toBe(1);
  expect(percentTaken(line(999, 0, 0, 1000))).toBe(99);
  expect(percentTaken(line(9_999, 0, 0, 10_000))).toBe(99);
  expect(percentTaken(line(1000, 0, 0, 1000))).toBe(100);
  expect(percentTaken(line(1000, 500, 0, 1000))).toBe(150);
  expect(percentTaken(line(0, 0, 0, 0))).toBe(0);
});
