import fc from "fast-check";
import { expect, test } from "vitest";
import {
  formatRate,
  formatSize,
  parseApparentPower,
  parseHeat,
  parseLength,
  parseMinutes,
  parsePercent,
  parsePower,
  parseRate,
  parseSize,
  parseTimeLimit,
  parseWeight,
} from "../../../src/schema/quantity";
import { editDistance, suggest } from "../../../src/schema/suggest";

test.each([
  ["20 GiB", 20 * 2 ** 30],
  ["512 MiB", 2 ** 29],
  ["2 TiB", 2 ** 41],
])("%s", (text, bytes) => {
  expect(parseSize(text)).toBe(bytes);
});

test.each([
  ["20 Mbit/s", 20e6],
  ["1 Gbit/s", 1e9],
  ["64 kbit/s", 64e3],
])("%s", (text, bits) => {
  expect(parseRate(text)).toBe(bits);
  expect(formatRate(bits)).toBe(text);
});

test.each([
  [parsePower, "750 W", 750],
  [parsePower, "1.5 kW", 1500],
  [parseApparentPower, "10 kVA", 10_000],
  [parseHeat, "12000 W", 12_000],
  [parseWeight, "21.9 kg", 21.9],
  [parseLength, "75 cm", 750],
  [parsePercent, "80 %", 80],
  [parseMinutes, "1 hour", 60],
] as const)("%o %s", (read, text, amount) => {
  expect(read(text)).toBe(amount);
});

test("a watt is 3.412142 BTU/h", () => {
  expect(parseHeat("3412 BTU/h")).toBeCloseTo(999.96, 2);
});

test.each([
  [parsePower, "750W"],
  [parsePower, "1.55 kW"],
  [parsePower, "750 VA"],
  [parseApparentPower, "1.5 kVA"],
  [parseWeight, "0 kg"],
  [parseLength, "1 m"],
  [parsePercent, "80%"],
  [parseMinutes, "1 day"],
] as const)("%o refuses %j", (read, text) => {
  expect(() => read(text)).toThrow(RangeError);
});

test.each(["20GiB", "20 GB", "0 GiB", "-1 GiB", "1.5 GiB", " 1 GiB", "1 GiB ", "1 constructor", "", "1 gib"])(
  "%j is no size",
  (text) => {
    expect(() => parseSize(text)).toThrow(RangeError);
  },
);

test("what is written is read again", () => {
  const sizes = fc.tuple(fc.integer({ min: 1, max: 9_999_999 }), fc.constantFrom("MiB", "GiB", "TiB"));
  fc.assert(
    fc.property(sizes, ([amount, unit]) => {
      const bytes = parseSize(`${amount} ${unit}`);
      expect(parseSize(formatSize(bytes))).toBe(bytes);
    }),
  );
});

test("time limits keep their unit: a working day is no number of minutes", () => {
  expect(parseTimeLimit("2 days")).toEqual({ amount: 2, unit: "days" });
  expect(parseTimeLimit("1 hour")).toEqual({ amount: 1, unit: "hours" });
  expect(() => parseTimeLimit("2 weeks")).toThrow(RangeError);
});

test("did you mean: slips of the hand, not other words", () => {
  expect(suggest("dinkse", ["dinkes", "disdik"])).toBe("dinkes");
  expect(suggest("Dinkes", ["dinkes"])).toBe("dinkes");
  expect(suggest("bappeda", ["dinkes", "disdik"])).toBeUndefined();
  expect(suggest("x", ["y"])).toBe("y");
  expect(editDistance("ab", "ba")).toBe(1);
});
