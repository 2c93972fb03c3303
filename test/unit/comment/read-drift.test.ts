import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readDrift } from "../../../src/cli/comment/read-drift";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "titip-drift-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function read(value: unknown) {
  const file = join(folder, "drift.json");
  writeFileSync(file, typeof value === "string" ? value : JSON.stringify(value));
  return readDrift(file);
}

const REPORT = {
  ...{ stack: "lab", at: "2026-11-24T02:00:00+07:00", servers: [] },
  differences: [
    { server: "web1", request: "", type: "t", name: "n", kind: "changed", path: "p", expected: 1, found: 2 },
  ],
};

it("takes what titip drift writes", () => {
  expect(read(REPORT)).toEqual(REPORT);
});

it.each([
  ["no JSON", "{"],
  ["a list", []],
  ["no time", { ...REPORT, at: 5 }],
  ["another kind", { ...REPORT, differences: [{ ...REPORT.differences[0], kind: "<b>" }] }],
  ["a name that is none", { ...REPORT, differences: [{ ...REPORT.differences[0], name: ["n"] }] }],
])("refuses %s with the command that makes it", (_, value) => {
  expect(() => read(value)).toThrow(/not the output of 'titip drift --format json'/);
});

it("refuses a file that is not there", () => {
  expect(() => readDrift(join(folder, "tidak-ada"))).toThrow(/tidak-ada/);
});
