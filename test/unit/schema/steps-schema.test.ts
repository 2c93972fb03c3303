import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import steps from "../../../schema/steps.json";
import type { Activity, Field, Procedure } from "../../../src/schema/generated/procedure";
import { publishedProcedures } from "../../../src/schema/generated/published-procedures";
import { kinds } from "../../../src/schema/kinds";
import {
  type Effect,
  effects,
  type FieldType,
  furtherEffects,
  repeatedEffects,
} from "../../../src/schema/procedure/effects";
import { StepKeys } from "../../../src/schema/procedure/step-keys";
import { stepsSchema } from "../../../src/schema/procedure/steps-schema";
import { record } from "../../../src/schema/shape/record";

const definitions: Readonly<Record<string, unknown>> = steps.$defs;
const words = { id: "x", en: "x" };

function activity(effect: Effect, fields?: Record<string, Field>): Activity {
  return {
    key: `langkah_${effect}`,
    effect,
    order: 1,
    title: words,
    actor: ["head"],
    actor_basis: "stated",
    requirements: [],
    output: [],
    fields,
  };
}

function procedureWith(...activities: Activity[]): Procedure {
  return { procedure: "hosting", title: words, source: "x", roles: {}, activities };
}

/** The schema that a step of one effect has in memory. */
function stepInMemory(effect: Effect): Readonly<Record<string, unknown>> {
  const property = record(record(record(definitions.HostingSteps).properties)[effect]);
  const reference = String((repeatedEffects.has(effect) ? record(property.items) : property).$ref);
  return record(definitions[reference.slice("#/$defs/".length)]);
}

/** A schema without words, and with its `$ref`s seen from outside `steps.json`. */
function bare(schema: unknown): unknown {
  const { description: _d, examples: _e, ...rest } = record(schema);
  const text = JSON.stringify(rest, (key, value) =>
    key === "description" || key === "examples" ? undefined : value,
  );
  return JSON.parse(text.replaceAll('"#/$defs/', '"steps.json#/$defs/'));
}

const allEffects = Object.keys(effects) as Effect[];

describe.each(allEffects)("steps of the effect %s", (effect) => {
  test("have in memory the fields that the table names, of the same types", () => {
    const declared = Object.fromEntries(
      Object.entries(effects[effect]).map(([name, known]): [string, Field] => [
        name,
        { type: known.type, title: words, ...(known.of ? { of: [...known.of] } : {}) },
      ]),
    );
    const schema = record(stepsSchema(procedureWith(activity(effect, declared))).properties);
    const entry = record(schema[`langkah_${effect}`]);
    const made = repeatedEffects.has(effect) ? record(entry.items) : entry;
    const inMemory = stepInMemory(effect);
    const properties = (one: Readonly<Record<string, unknown>>) =>
      Object.fromEntries(Object.entries(record(one.properties)).map(([name, inner]) => [name, bare(inner)]));
    expect(properties(made)).toEqual(properties(inMemory));
    const required = (one: Readonly<Record<string, unknown>>) =>
      [one.required].flat().filter((name) => name !== "feasible");
    expect(required(made)).toEqual(required(inMemory));
  });

  test("cannot be given other types, nor be without what they need", () => {
    const wrong = (type: FieldType): Record<string, Field> =>
      Object.fromEntries(Object.keys(effects[effect]).map((name) => [name, { type, title: words }]));
    const right = stepsSchema(procedureWith(activity(effect, wrong("count"))));
    expect(right).toEqual(stepsSchema(procedureWith(activity(effect, wrong("prose")))));
  });
});

test("every effect has its place", () => {
  const types = Object.keys(record(record(definitions.HostingSteps).properties));
  expect([...types].sort()).toEqual([...allEffects].sort());
  expect([...furtherEffects].sort()).toEqual([...repeatedEffects, "closure"].sort());
  const listed = record(record(record(record(procedureSchema().$defs).Activity).properties).effect).enum;
  expect([listed].flat().sort()).toEqual([...allEffects].sort());
});

function procedureSchema(): Readonly<Record<string, unknown>> {
  return record(JSON.parse(readFileSync(join(__dirname, "../../../schema/procedure.json"), "utf8")));
}

describe.each(kinds)("the published steps of %s", (kind) => {
  const file = join(__dirname, `../../../schema/steps-${kind}.json`);
  const published = record(JSON.parse(readFileSync(file, "utf8")));

  test("are made of the procedure", () => {
    const { $schema: _s, $id: _i, $comment: _c, ...schema } = published;
    expect(schema).toEqual(JSON.parse(JSON.stringify(stepsSchema(publishedProcedures[kind]))));
  });

  test("need no more than an editor has: the published schemas compile together", () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    for (const name of ["common", "steps", `steps-${kind}`])
      ajv.addSchema(JSON.parse(readFileSync(join(__dirname, `../../../schema/${name}.json`), "utf8")));
    const request = readFileSync(join(__dirname, `../../../schema/${kind}-request.json`), "utf8");
    expect(() => ajv.compile(JSON.parse(request))).not.toThrow();
  });
});

describe("keys of steps", () => {
  const key = fc.stringMatching(/^[a-z][a-z_]{0,6}$/);
  const anActivity = fc
    .record({ key, effect: fc.option(fc.constantFrom(...allEffects), { nil: undefined }) })
    .map(({ key, effect }): Activity => ({ ...activity(effect ?? "form"), key, effect }));
  const aProcedure = fc
    .array(anActivity, { minLength: 1, maxLength: 8 })
    .map((activities) => procedureWith(...activities));

  test("every recorded step has a name in memory and a way back", () => {
    fc.assert(
      fc.property(aProcedure, (procedure) => {
        const keys = new StepKeys(procedure);
        const written = Object.fromEntries(procedure.activities.map((one) => [one.key, { by: one.key }]));
        const inMemory = keys.inMemory({ steps: written }).steps;
        for (const [name, step] of Object.entries(inMemory)) {
          const back = keys.inFile(`/steps/${name}/by`);
          if (name === step.by || procedure.activities.some((one) => one.effect === name))
            expect(back).toBe(`/steps/${step.by}/by`);
        }
      }),
    );
  });

  test("places outside the steps stay", () => {
    const keys = new StepKeys(publishedProcedures.colocation);
    expect(keys.inFile("/server/power")).toBe("/server/power");
    expect(keys.inFile("/steps")).toBe("/steps");
    expect(keys.inFile("/steps/decision")).toBe("/steps/approval");
    expect(keys.inFile("/steps/decisions/at")).toBe("/steps/decisions/at");
  });
});
