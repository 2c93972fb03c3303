import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { followThrough } from "./pipeline";
import { place, plainText, SITE, style, textWith } from "./places";
import { ATTACKS, hostile, RUNS } from "./values";

let root: string;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "titip-hostile-"));
  for (const [file, data] of Object.entries(SITE)) put(file, plainText(data));
  put(
    "sop/hosting.yaml",
    plainText(parse(readFileSync(join(__dirname, "../../../sop/hosting.yaml"), "utf8"))),
  );
});

afterAll(() => rmSync(root, { recursive: true }));

function put(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

/** What became of a site with this text in one of its files. */
function follow(file: string, text: string) {
  put(file, text);
  try {
    return followThrough(root);
  } finally {
    put(file, plainText(SITE[file]));
  }
}

test("the site without anything hostile in it goes through", () => {
  expect(followThrough(root)).toEqual([]);
});

test(
  "whatever stands in any field or key of any file is refused by name or rendered inert",
  () => {
    let refused = 0;
    fc.assert(
      fc.property(place, hostile, style, (where, value, written) => {
        if (follow(where.file, textWith(where, value, written)).length > 0) refused += 1;
      }),
      { numRuns: RUNS - 4 * ATTACKS.length }, // the rest is below
    );
    // Both ways are really gone.
    expect(refused).toBeGreaterThan(RUNS / 20);
    expect(refused).toBeLessThan(RUNS * 0.95);
  },
  RUNS * 90,
);

test("every known attack in the texts that reach a page or a report", { timeout: 180_000 }, () => {
  const request = "requests/hosting/HST-2026-0001.yaml";
  for (const path of [
    ["application", "name"],
    ["steps", "request", "letter", "number"],
    ["steps", "decision", "note"],
  ]) {
    for (const value of ATTACKS)
      follow(request, textWith({ file: request, path, what: "value" }, value, "escaped"));
  }
  for (const value of ATTACKS) {
    const agency = {
      file: "datacenter/agencies.yaml",
      path: ["agencies", "dinkes", "name"],
      what: "value",
    } as const;
    follow(agency.file, textWith(agency, value, "escaped"));
  }
});
