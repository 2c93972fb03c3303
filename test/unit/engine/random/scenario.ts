import fc from "fast-check";

/** How many resources a program has room for; each may only use those before it. */
export const SLOTS = 6;

export const IGNORED = ["label", "tags", "tags.a", "tags.a.b[0].c", 'tags["k.l"]', "tags.a.b[*].c"];
export const FORCED = ["label", "tags", "tags.a.b[0].c", 'tags["k.l"]', "tags.a.b[*].c", "size"];

/** A resource as generated; slots that it names may be empty or too late, then they don't count. */
export interface Spec {
  kind: "box" | "rack" | "provider";
  /** Renamed resources carry their old names as aliases. */
  version: number;
  type: "Box" | "Crate";
  place: "x" | "y" | { slot: number; output: "id" | "place" };
  label: "1" | "2" | "forbidden" | { secret: string } | { slot: number; output: "stamp" | "label" };
  tags: number;
  exclusive: boolean;
  dependsOn: number[];
  parent: number | undefined;
  provider: number | undefined;
  deletedWith: number | undefined;
  protect: boolean;
  retain: boolean;
  deleteBeforeReplace: boolean | undefined;
  ignore: string | undefined;
  force: string | undefined;
  secretStamp: boolean;
}

export type Verb = "up" | "preview" | "refresh" | "destroy";

export interface Fault {
  slot: number;
  operation: "create" | "update" | "delete" | "read";
  kind: "fail" | "partial";
}

/** What ends the operation in the middle, at its n-th call that changes something. */
export interface Interruption {
  call: number;
  how: "kill before it happens" | "kill after it happened" | "abort";
}

export interface ScenarioStep {
  edits: { slot: number; spec: Spec | undefined }[];
  verb: Verb;
  faults: Fault[];
  interruption: Interruption | undefined;
  /** Slots that are gone from the server, or changed there by hand, before this step. */
  drift: { slot: number; how: "gone" | "changed" }[];
  continueOnError: boolean;
  tolerant: boolean;
  refresh: boolean;
  previewFirst: boolean;
  parallel: 0 | 1 | 2;
  targets: number[];
  resolvePendingCreates: boolean;
}

export interface Scenario {
  secrets: boolean;
  detailed: boolean;
  steps: ScenarioStep[];
}

const slot = fc.nat({ max: SLOTS - 1 });
const rarely = (weight: number): fc.Arbitrary<boolean> =>
  fc.integer({ min: 0, max: 99 }).map((n) => n >= 100 - weight);

function maybe<T>(weight: number, value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.tuple(rarely(weight), value).map(([there, it]) => (there ? it : undefined));
}

const place = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Spec["place"]>("x") },
  { weight: 2, arbitrary: fc.constant<Spec["place"]>("y") },
  { weight: 3, arbitrary: fc.record({ slot, output: fc.constantFrom("id" as const, "place" as const) }) },
);

const label = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<Spec["label"]>("1", "2") },
  { weight: 1, arbitrary: fc.constant<Spec["label"]>({ secret: "hush-1" }) },
  { weight: 1, arbitrary: fc.constant<Spec["label"]>({ secret: "hush-2" }) },
  { weight: 4, arbitrary: fc.record({ slot, output: fc.constantFrom("stamp" as const, "label" as const) }) },
  { weight: 1, arbitrary: maybe(30, fc.constant<Spec["label"]>("forbidden")).map((it) => it ?? "1") },
);

const spec: fc.Arbitrary<Spec> = fc.record({
  kind: fc.oneof(
    { weight: 8, arbitrary: fc.constant<Spec["kind"]>("box") },
    { weight: 2, arbitrary: fc.constant<Spec["kind"]>("rack") },
    { weight: 1, arbitrary: fc.constant<Spec["kind"]>("provider") },
  ),
  version: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constant(1) }),
  type: rarely(10).map((crate) => (crate ? "Crate" : "Box")),
  place,
  label,
  tags: fc.nat({ max: 4 }),
  exclusive: rarely(15),
  dependsOn: fc.uniqueArray(slot, { maxLength: 2 }),
  parent: maybe(35, slot),
  provider: maybe(25, slot),
  deletedWith: maybe(8, slot),
  protect: rarely(6),
  retain: rarely(8),
  deleteBeforeReplace: maybe(30, fc.boolean()),
  ignore: maybe(20, fc.constantFrom(...IGNORED)),
  force: maybe(20, fc.constantFrom(...FORCED)),
  secretStamp: rarely(15),
});

const fault: fc.Arbitrary<Fault> = fc.record({
  slot,
  operation: fc.constantFrom("create", "create", "update", "delete", "read"),
  kind: fc.constantFrom("fail", "fail", "partial"),
});

const verb: fc.Arbitrary<Verb> = fc.oneof(
  { weight: 10, arbitrary: fc.constant<Verb>("up") },
  { weight: 1, arbitrary: fc.constant<Verb>("preview") },
  { weight: 2, arbitrary: fc.constant<Verb>("refresh") },
  { weight: 1, arbitrary: fc.constant<Verb>("destroy") },
);

const step: fc.Arbitrary<ScenarioStep> = fc.record({
  edits: fc.array(fc.record({ slot, spec: maybe(75, spec) }), { maxLength: 3 }),
  verb,
  faults: fc.oneof(
    { weight: 3, arbitrary: fc.constant<Fault[]>([]) },
    { weight: 2, arbitrary: fc.array(fault, { minLength: 1, maxLength: 2 }) },
  ),
  interruption: maybe(
    15,
    fc.record({
      call: fc.integer({ min: 1, max: 5 }),
      how: fc.constantFrom<Interruption["how"][]>(
        "kill before it happens",
        "kill after it happened",
        "abort",
      ),
    }),
  ),
  drift: fc.oneof(
    { weight: 7, arbitrary: fc.constant<ScenarioStep["drift"]>([]) },
    {
      weight: 1,
      arbitrary: fc.array(
        fc.record({ slot, how: fc.constantFrom<("gone" | "changed")[]>("gone", "changed") }),
        { minLength: 1, maxLength: 2 },
      ),
    },
  ),
  continueOnError: rarely(35),
  tolerant: fc.boolean(),
  refresh: rarely(15),
  previewFirst: rarely(20),
  parallel: fc.constantFrom<(0 | 1 | 2)[]>(0, 0, 1, 2),
  targets: fc.oneof(
    { weight: 6, arbitrary: fc.constant<number[]>([]) },
    { weight: 1, arbitrary: fc.uniqueArray(slot, { minLength: 1, maxLength: 3 }) },
  ),
  resolvePendingCreates: fc.boolean(),
});

/** The first step fills all slots, so that there is something to edit. */
const firstStep: fc.Arbitrary<ScenarioStep> = fc
  .tuple(step, fc.array(maybe(85, spec), { minLength: SLOTS, maxLength: SLOTS }))
  .map(([first, specs]) => ({
    ...first,
    verb: "up" as const,
    drift: [],
    edits: specs.map((one, i) => ({ slot: i, spec: one })),
  }));

export const scenario: fc.Arbitrary<Scenario> = fc
  .tuple(fc.boolean(), fc.boolean(), firstStep, fc.array(step, { minLength: 1, maxLength: 5 }))
  .map(([secrets, detailed, first, rest]) => ({ secrets, detailed, steps: [first, ...rest] }));
