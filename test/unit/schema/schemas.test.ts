import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { checkSource } from "../../../src/schema/loaded-file";
import { formatWords, wordsForSchemaPath } from "../../../src/schema/shape/format-words";
import { checkShape } from "../../../src/schema/shape/validators";
import { edited, firstRequest } from "./support/site-folder";

const root = join(__dirname, "../../..");
const folder = join(root, "schema");
/** Written by the program for others to read: no one types it, so no one needs words about its form. */
const outputs = "stack-outputs.json";
const files = readdirSync(folder).filter((file) => file.endsWith(".json"));

interface Node {
  path: string;
  schema: Record<string, unknown>;
}

/** Every subschema (and every plain object between them) with its path. */
function* nodes(value: unknown, path = "#"): Generator<Node> {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) yield { path, schema: { ...value } };
  for (const [key, child] of Object.entries(value)) yield* nodes(child, `${path}/${key}`);
}

const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), "utf8"));

describe.each(files)("%s", (file) => {
  const all = [...nodes(read(file))];

  test("names itself and its dialect", () => {
    expect(read(file)).toMatchObject({
      $schema: "https://json-schema.org/draft/2020-12/schema",
      $id: expect.stringMatching(`(^|/)${file}$`),
    });
  });

  test("allows no fields that it does not know", () => {
    const open = all.filter(
      ({ schema }) => schema.type === "object" && schema.additionalProperties === undefined,
    );
    expect(open.map(({ path }) => path)).toEqual([]);
  });

  test.skipIf(file === outputs)("has words for every pattern and format", () => {
    const strings = all.filter(
      ({ schema }) => typeof schema.pattern === "string" || typeof schema.format === "string",
    );
    const wordless = strings.filter(
      ({ path, schema }) => schema.type === "string" && !wordsForSchemaPath(`${path}/pattern`),
    );
    expect(wordless.map(({ path }) => path)).toEqual([]);
  });

  test("its examples follow their own pattern", () => {
    for (const { path, schema } of all) {
      if (typeof schema.pattern !== "string" || !Array.isArray(schema.examples)) continue;
      for (const example of schema.examples) expect(example, path).toMatch(new RegExp(schema.pattern, "u"));
    }
  });
});

test("no words without a use", () => {
  const named = files.flatMap((file) => [...nodes(read(file))].map(({ path }) => path.split("/").at(-1)));
  expect(Object.keys(formatWords).filter((name) => !named.includes(name))).toEqual([]);
});

test("the generated types are those of the schemas", () => {
  execFileSync(process.execPath, [join(root, "scripts/generate-types.mjs"), "--check"], { stdio: "pipe" });
});

describe("a request's shape", () => {
  const { loaded } = checkSource(Buffer.from(edited(firstRequest)), "x.yaml", "hosting-request");
  if (!loaded) throw new Error("the base request has not its shape");
  const request = loaded.data;
  const faults = (data: unknown) =>
    checkSource(Buffer.from(stringify(data)), "x.yaml", "hosting-request").problems.map(
      (one) => `${one.rule} ${one.pointer}`,
    );

  test("a field that is misspelt is not missing besides", () => {
    const { subdomain, ...rest } = request;
    expect(faults({ ...rest, subdomian: subdomain })).toEqual(["unknown-field /subdomian"]);
  });

  test("a rejection needs a reason", () => {
    const decision = { ...request.steps.decision, result: "rejected" };
    expect(faults({ ...request, steps: { ...request.steps, decision } })).toEqual([
      "missing-field /steps/decision",
    ]);
  });

  test("what is not feasible needs a reason and has no allocation", () => {
    const assessment = { ...request.steps.assessment, feasible: false };
    expect(faults({ ...request, steps: { ...request.steps, assessment } })).toEqual([
      "missing-field /steps/assessment",
      "unknown-field /steps/assessment/allocation",
    ]);
  });

  test("an unquoted number asks for quotation marks", () => {
    const text = edited(firstRequest, ["agenda: 1187/XI/2026", "agenda: 1187"]);
    const [problem] = checkSource(Buffer.from(text), "x.yaml", "hosting-request").problems;
    expect(problem).toMatchObject({
      rule: "wrong-type",
      found: "1187",
      remedy: { en: "Put the value in quotation marks." },
    });
  });

  test.each(["2026-02-29", "2026-13-01", "2026-1-1", "26-01-01"])("%s is no day", (day) => {
    expect(faults({ ...request, term: { from: day, until: "2027-11-15" } })).toEqual([
      "wrong-form /term/from",
    ]);
  });

  test.each([
    "2026-11-09T08:02:00",
    "2026-11-09 08:02:00+07:00",
    "2026-11-09T24:00:00+07:00",
    "2026-02-30T08:02:00+07:00",
    "2026-12-31T23:59:60Z",
  ])("%s is no moment", (at) => {
    const steps = { request: { ...request.steps.request, at } };
    expect(faults({ ...request, steps })).toEqual(["wrong-form /steps/request/at"]);
  });

  test("other schemas are compiled, too", () => {
    expect(checkShape("zones", { zones: {} }).ok).toBe(true);
    expect(checkShape("zones", {}).ok).toBe(false);
  });
});
