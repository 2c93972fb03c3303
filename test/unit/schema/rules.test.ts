import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { rules } from "../../../src/schema/rules";
import { accessBreaches } from "./breaches/access";
import { allocationBreaches, databaseBreaches } from "./breaches/allocation";
import { applicantBreaches } from "./breaches/applicant";
import { containerBreaches } from "./breaches/containers";
import { frontBreaches } from "./breaches/front";
import { inventoryBreaches } from "./breaches/inventory";
import { namesBreaches } from "./breaches/names";
import { placesBreaches } from "./breaches/places";
import { procedureBreaches } from "./breaches/procedure";
import { proofBreaches } from "./breaches/proof";
import { recordingBreaches } from "./breaches/recording";
import { recordsBreaches } from "./breaches/records";
import { stepsBreaches } from "./breaches/steps";
import { first, inventory, other } from "./support/breach";
import { check, firstRequest, second, secondRequest } from "./support/site-folder";

const breaches = [
  ...accessBreaches,
  ...applicantBreaches,
  ...namesBreaches,
  ...stepsBreaches,
  ...allocationBreaches,
  ...databaseBreaches,
  ...containerBreaches,
  ...frontBreaches,
  ...inventoryBreaches,
  ...procedureBreaches,
  ...placesBreaches,
  ...proofBreaches,
  ...recordingBreaches,
  ...recordsBreaches,
];

/** Breaches that cannot but break a second rule. */
const alongside: Readonly<Record<string, string[]>> = {
  "duplicate-id: two files of one id": ["file-name"],
  "uid-range: reversed": ["uid-outside-range"],
  "officer-term: nobody held the position": ["officer-term"], // the decision's, too
};

describe.each(breaches.map((breach) => [`${breach.rule}: ${breach.title}`, breach] as const))(
  "%s",
  (name, breach) => {
    const { problems } = check(breach.files);

    test("is reported at its place", () => {
      const file = breach.file ?? firstRequest;
      const found = problems.find((one) => one.rule === breach.rule && one.pointer === breach.pointer);
      expect(found, JSON.stringify(problems, null, 1)).toMatchObject({
        file,
        severity: breach.severity ?? "error",
      });
      expect(found?.message.en).toMatch(breach.says);
      expect(found?.line).toBeGreaterThan(1);
      if (breach.allowed) expect(found?.allowed).toEqual(breach.allowed);
    });

    test("is the only thing reported", () => {
      const rest = problems.filter((one) => one.rule !== breach.rule || one.pointer !== breach.pointer);
      const expected = alongside[name] ?? [];
      expect(rest.filter((one) => !expected.includes(one.rule))).toEqual([]);
    });
  },
);

test("the base site and its second request break no rule", () => {
  expect(check({ [secondRequest]: second() }).problems).toEqual([]);
});

test("what a rejected request held is free", () => {
  const rejected = first(["result: approved", "result: rejected, reason: Tidak"]);
  const taker = other(["rapor", "simpus"], ["10.20.30.101", "10.20.30.100"]);
  expect(check({ ...rejected, ...taker }).problems).toEqual([]);
});

test("after the quarantine a name and an address may be given again", () => {
  const closed = first([
    /$/,
    "  closure: { at: 2026-11-09T09:00:00+07:00, by: kabid-aplikasi, reason: Selesai }\n",
  ]);
  const taker = (day: string) =>
    other(["rapor", "simpus"], ["10.20.30.101", "10.20.30.100"], [/2026-11-10T/g, `${day}T`]);
  expect(check({ ...closed, ...taker("2027-02-08") }).problems).toEqual([]);
  expect(check({ ...closed, ...taker("2027-02-07") }).problems.map((one) => one.rule)).toEqual([
    "name-released",
    "value-released",
  ]);
});

test("an elder approval has the better right, whatever its id", () => {
  const later = first([/2026-11-09T/g, "2026-11-11T"]);
  const { problems } = check({ ...later, ...other(["rapor", "simpus"]) });
  expect(problems).toMatchObject([{ rule: "subdomain-taken", file: firstRequest }]);
});

test("a Plh may stand in beside the holder", () => {
  const both = inventory("officers", [
    "holders: [{ contact: agus, valid: { from: 2024-01-02 } }]",
    "holders: [{ contact: agus, valid: { from: 2024-01-02 } }, { contact: siti, acting: plh, valid: { from: 2026-11-01, until: 2026-11-05 } }]",
  ]);
  expect(check(both).problems).toEqual([]);
});

test("every rule has a test, a file of its name and a paragraph in docs/rules.md", () => {
  const ids = rules.map((rule) => rule.id).sort();
  const documented = readFileSync(join(__dirname, "../../../docs/rules.md"), "utf8");
  expect([...new Set(breaches.map((breach) => breach.rule))].sort()).toEqual(ids);
  const files = readdirSync(join(__dirname, "../../../src/schema/rules"));
  for (const id of ids) {
    expect(files).toContain(`${id}.ts`);
    expect(documented).toContain(`### ${id}\n`);
  }
});
