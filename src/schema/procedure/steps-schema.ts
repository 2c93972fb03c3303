import type { Activity, Field, FurtherActivity, Procedure, StepCondition } from "../generated/procedure";
import { effects, type FieldType, type KnownField, repeatedEffects, verdictFields } from "./effects";
import { APPLICANT } from "./roles";

type Json = Readonly<Record<string, unknown>>;

/** An activity of the procedure, or a step beyond it. */
export type AnyActivity = Activity | FurtherActivity;

/**
 * The JSON Schema of the `steps` of a request that follows a procedure, with the office's own keys. Pure; the same
 * procedure gives the same schema. What Titip reads of an effect is in it, whatever the procedure says of it.
 *
 * @param open true when the procedure is not known for certain: unknown steps and fields are let through
 */
export function stepsSchema(procedure: Procedure, open = false): Json {
  const kind = procedure.procedure;
  const steps = [...procedure.activities, ...(procedure.further ?? [])];
  const request = steps.find(({ effect }) => effect === "request")?.key;
  return {
    title: `Steps of ${procedure.title.en}`,
    description: `The procedure's own activities, in its order (sop/${kind}.yaml): who, when, with what evidence.`,
    type: "object",
    additionalProperties: open ? openStep : false,
    required: request === undefined ? [] : [request],
    properties: Object.fromEntries(steps.map((one) => [one.key, entrySchema(one, kind, open)])),
  };
}

/** A field of a step: what Titip knows of it, and what the procedure says. */
export type StepField = KnownField & Pick<Partial<Field>, "title" | "required_when" | "forbidden_when">;

/** True for an activity that a request records as a list of steps. */
export function isRepeated(activity: AnyActivity): boolean {
  if (activity.effect) return repeatedEffects.has(activity.effect);
  return "repeats" in activity && activity.repeats === true;
}

/** The fields of an activity's step, Titip's own first: their definitions by name. */
export function fieldsOf({ effect, fields = {} }: AnyActivity): ReadonlyMap<string, StepField> {
  const all = new Map<string, StepField>();
  const known = effect ? effects[effect] : {};
  const verdict = effect === "assessment" ? verdictOf(fields) : undefined;
  for (const [name, own] of Object.entries(known)) {
    const required = own.required || name === verdict;
    if (name in fields || required)
      all.set(name, { ...fields[name], ...own, ...(required ? { required } : {}) });
  }
  for (const [name, field] of Object.entries(fields)) {
    if (all.has(name)) continue;
    const { required, ...rest } = field;
    all.set(name, required ? { ...rest, required } : rest);
  }
  return all;
}

/** The field that tells whether an assessment was favourable: the procedure's word for it. */
function verdictOf(fields: Readonly<Record<string, Field>>): string {
  return verdictFields.find((name) => name in fields) ?? verdictFields[0];
}

function entrySchema(activity: AnyActivity, kind: string, open: boolean): Json {
  const step = stepSchema(activity, kind, open);
  if (!isRepeated(activity)) return step;
  const { title, description, ...rest } = step;
  const items = { title, description, ...rest };
  return {
    description: `${description} Each time it happens.`,
    type: "array",
    minItems: 1,
    maxItems: 200,
    items,
  };
}

function stepSchema(activity: AnyActivity, kind: string, open: boolean): Json {
  const fields = [...fieldsOf(activity)];
  const number = "order" in activity ? `${activity.order}. ` : "";
  return {
    title: activity.key,
    description: `${number}${activity.title.en}.`,
    type: "object",
    additionalProperties: open,
    required: ["at", "by", ...fields.flatMap(([name, { required }]) => (required ? [name] : []))],
    properties: {
      ...startOf(activity),
      ...Object.fromEntries(fields.map(([name, field]) => [name, fieldSchema(field, kind)])),
      ...end,
    },
    ...conditions(fields),
  };
}

const when = { description: "When, with offset.", $ref: "common.json#/$defs/timestamp" };

/** What every step begins with. Where the applicant acts, `by` is the agency. */
function startOf({ actor }: AnyActivity): Json {
  const agency = actor.length === 1 && actor[0] === APPLICANT;
  return {
    at: when,
    by: {
      description: agency
        ? "The agency: key in agencies.yaml."
        : "Who did or decided it: position in officers.yaml.",
      $ref: "common.json#/$defs/key",
    },
    recorded_by: {
      description: "Who typed it, when that was somebody else: position in officers.yaml.",
      $ref: "common.json#/$defs/key",
    },
  };
}

const end: Json = {
  letter: { $ref: "steps.json#/$defs/Letter" },
  note: { description: "Remark.", $ref: "common.json#/$defs/prose" },
  evidence: {
    description: "Papers that show it.",
    type: "array",
    minItems: 1,
    maxItems: 50,
    items: { $ref: "steps.json#/$defs/Evidence" },
  },
};

/** Any step, of which only the time and the actor are known. */
const openStep: Json = {
  type: "object",
  additionalProperties: true,
  required: ["at", "by"],
  properties: { at: when, by: { $ref: "common.json#/$defs/key" } },
};

function fieldSchema(field: StepField, kind: string): Json {
  const description = field.title?.en;
  return { ...(description === undefined ? {} : { description }), ...typeSchema(field, kind) };
}

const common = (name: string): Json => ({ $ref: `common.json#/$defs/${name}` });
const known = (name: string): Json => ({ $ref: `steps.json#/$defs/${name}` });
const listOf = (items: Json, maxItems: number): Json => ({ type: "array", minItems: 1, maxItems, items });

function typeSchema({ type, of = [] }: KnownField, kind: string): Json {
  if (type === "choice") return { type: "string", enum: [...of] };
  if (type === "allocation") return known(kind === "hosting" ? "HostingAllocation" : "ColocationAllocation");
  return typeSchemas[type];
}

const typeSchemas: Readonly<Record<Exclude<FieldType, "choice" | "allocation">, Json>> = {
  line: common("line"),
  prose: common("prose"),
  boolean: { type: "boolean" },
  count: { type: "integer", minimum: 0, maximum: 1_000_000 },
  date: common("date"),
  timestamp: common("timestamp"),
  sha256: common("sha256"),
  digest: common("digest"),
  officer: common("key"),
  officers: { ...listOf({ type: "string", ...common("key") }, 20), uniqueItems: true },
  agency: common("key"),
  letter: known("Letter"),
  period: known("ReportPeriod"),
  items: listOf(known("DeliveredItem"), 50),
  assets: listOf(known("Asset"), 50),
  minutes: known("Minutes"),
  differences: known("DifferencesAccepted"),
};

/** What one field's value demands of others, or forbids them. */
function conditions(fields: readonly (readonly [string, StepField])[]): Json {
  const rules = new Map<string, { when: StepCondition; required: string[]; forbidden: string[] }>();
  for (const [name, { required_when, forbidden_when }] of fields) {
    if (required_when) ruleFor(rules, required_when).required.push(name);
    if (forbidden_when) ruleFor(rules, forbidden_when).forbidden.push(name);
  }
  const all = [...rules.values()].map(({ when: { field, equals }, required, forbidden }) => ({
    if: { properties: { [field]: { const: equals } }, required: [field] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: {
      ...(required.length > 0 ? { required } : {}),
      ...(forbidden.length > 0
        ? { properties: Object.fromEntries(forbidden.map((name) => [name, false])) }
        : {}),
    },
  }));
  return all.length > 1 ? { allOf: all } : (all[0] ?? {});
}

type Rules = Map<string, { when: StepCondition; required: string[]; forbidden: string[] }>;

function ruleFor(rules: Rules, condition: StepCondition) {
  const key = `${condition.field} ${String(condition.equals)}`;
  const rule = rules.get(key) ?? { when: condition, required: [], forbidden: [] };
  rules.set(key, rule);
  return rule;
}
