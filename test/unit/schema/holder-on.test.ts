import { expect, it } from "vitest";
import { officerAt } from "../../../src/documents/people";
import type { Holder, Officer } from "../../../src/schema/generated/officers";
import { holderOn } from "../../../src/schema/holder-on";

const DAY = "2026-11-23";
const holder = (contact: string, acting?: Holder["acting"], until?: string): Holder => ({
  contact,
  valid: { from: "2026-11-01", ...(until ? { until } : {}) },
  ...(acting ? { acting } : {}),
});
const [regular, plt, plh] = [holder("tetap"), holder("plt", "plt"), holder("plh", "plh")];

it.each([
  [[regular, plt, plh], plh],
  [[plt, plh, regular], plh],
  [[regular, plt], plt],
  [[regular], regular],
  [[holder("plh", "plh", "2026-11-22"), plt], plt],
  [[holder("plh", "plh", DAY), plt], holder("plh", "plh", DAY)],
  [[holder("tetap", undefined, "2026-11-22")], undefined],
])("%j", (holders, expected) => {
  expect(holderOn(holders, DAY)).toEqual(expected);
});

it("a document names the Plh. wherever the file has him", () => {
  const officers = new Map([
    ["kabid", { title: "Kabid", roles: [], holders: [plt, plh] } as unknown as Officer],
  ]);
  const people = { officers, agencies: new Map(), contacts: new Map() };
  expect(officerAt(people, "kabid", `${DAY}T10:00:00+07:00`)?.title).toBe("Plh. Kabid");
});
