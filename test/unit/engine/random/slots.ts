import { lightUrn } from "../light/light-project";
import type { LightProgram, LightResource, LightValue } from "../light/program";
import { type Scenario, SLOTS, type Spec } from "./scenario";

const LETTERS = "abcdefgh";

export const TAGS: LightValue[] = [
  { a: { b: [{ c: 1 }, { c: 2 }] }, "k.l": 1 },
  { a: { b: [{ c: 9 }, { c: 2 }] }, "k.l": 1 },
  { a: { b: [{ c: 1 }, { c: 2 }] }, "k.l": 2 },
  { a: { b: [{ c: 1 }] } },
  { secret: { a: { b: [{ c: 1 }, { c: 2 }] }, "k.l": "hush-3" } },
];

export type Slots = (Spec | undefined)[];

export function keyOf(slot: number): string {
  return LETTERS[slot] ?? "?";
}

export function typeOf(spec: Spec): string {
  if (spec.kind === "provider") return "pulumi:providers:depot";
  return spec.kind === "rack" ? "depot:index:Rack" : `depot:index:${spec.type}`;
}

function nameIn(slot: number, spec: Spec): string {
  return spec.version === 0 ? keyOf(slot) : `${keyOf(slot)}-v${spec.version}`;
}

/** The spec that another may use: earlier, there, and of a kind that fits. */
function usable(
  slots: Slots,
  from: number,
  to: number | undefined,
  kinds: Spec["kind"][],
): number | undefined {
  if (to === undefined || to >= from) return undefined;
  const spec = slots[to];
  return spec !== undefined && kinds.includes(spec.kind) ? to : undefined;
}

export function parentOf(slots: Slots, slot: number): number | undefined {
  return usable(slots, slot, slots[slot]?.parent, ["box", "rack"]);
}

export function urnOf(slots: Slots, slot: number): string {
  const spec = slots[slot];
  if (spec === undefined) throw new Error(`slot ${slot} is empty`);
  const types: string[] = [];
  for (let above = parentOf(slots, slot); above !== undefined; above = parentOf(slots, above)) {
    const parent = slots[above];
    if (parent !== undefined) types.unshift(typeOf(parent));
  }
  return lightUrn(types, typeOf(spec), nameIn(slot, spec));
}

/** The slots' contents at each step. */
export function slotsByStep(scenario: Scenario): Slots[] {
  let current: Slots = new Array<undefined>(SLOTS).fill(undefined);
  return scenario.steps.map(({ edits }) => {
    current = [...current];
    for (const { slot, spec } of edits) current[slot] = spec;
    return current;
  });
}

/** All names that a slot had so far, as a resource of the same kind. */
function aliases(history: readonly Slots[], slots: Slots, slot: number): string[] {
  const kind = slots[slot]?.kind;
  const urns = history.filter((past) => past[slot]?.kind === kind).map((past) => urnOf(past, slot));
  return [...new Set(urns)].filter((urn) => urn !== urnOf(slots, slot));
}

export function toProgram(history: readonly Slots[], slots: Slots): LightProgram {
  const resources = slots.flatMap((spec, slot) =>
    spec === undefined ? [] : [toResource(history, slots, slot, spec)],
  );
  return { resources, outputs: { count: resources.length } };
}

function toResource(history: readonly Slots[], slots: Slots, slot: number, spec: Spec): LightResource {
  const key = (to: number | undefined, kinds: Spec["kind"][]) => {
    const fits = usable(slots, slot, to, kinds);
    return fits === undefined ? undefined : keyOf(fits);
  };
  const common = {
    key: keyOf(slot),
    type: typeOf(spec),
    name: nameIn(slot, spec),
    aliases: aliases(history, slots, slot),
    dependsOn: spec.dependsOn.flatMap((to) => key(to, ["box", "rack"]) ?? []),
    protect: spec.protect ? true : undefined,
  };
  if (spec.kind === "provider")
    return {
      ...common,
      dependsOn: [],
      protect: undefined,
      inputs: { region: spec.tags % 2 === 0 ? "eu" : "ap" },
    };
  const parent = key(spec.parent, ["box", "rack"]);
  if (spec.kind === "rack") return { ...common, parent, component: true };
  return {
    ...common,
    parent,
    provider: key(spec.provider, ["provider"]),
    deletedWith: key(spec.deletedWith, ["box"]),
    retainOnDelete: spec.retain ? true : undefined,
    deleteBeforeReplace: spec.deleteBeforeReplace,
    ignoreChanges: spec.ignore === undefined ? [] : [spec.ignore],
    replaceOnChanges: spec.force === undefined ? [] : [spec.force],
    additionalSecretOutputs: spec.secretStamp ? ["stamp"] : [],
    inputs: inputsOf(spec, key),
  };
}

function inputsOf(
  spec: Spec,
  key: (to: number | undefined, kinds: Spec["kind"][]) => string | undefined,
): Record<string, LightValue> {
  const used = (value: { slot: number; output: string }): LightValue => {
    const from = key(value.slot, ["box"]);
    return from === undefined ? "1" : { from, output: value.output };
  };
  const { place, label } = spec;
  return {
    place: typeof place === "string" ? place : used(place),
    label: typeof label === "object" && "slot" in label ? used(label) : label,
    tags: TAGS[spec.tags] ?? null,
    ...(spec.exclusive ? { exclusive: true } : {}),
  };
}
