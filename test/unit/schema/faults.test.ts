import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { checkSource } from "../../../src/schema/loaded-file";
import { rules } from "../../../src/schema/rules";
import { placeOf, renameKey, valueAt } from "../../../src/schema/shape/places";
import { isRecord } from "../../../src/schema/shape/record";
import { type InventoryTopic, inventoryFiles } from "../../../src/schema/site-files";
import { pointerStep } from "../../../src/schema/yaml/pointer";
import { allocationBreaches } from "./breaches/allocation";
import { applicantBreaches } from "./breaches/applicant";
import { inventoryBreaches } from "./breaches/inventory";
import { namesBreaches } from "./breaches/names";
import { procedureBreaches } from "./breaches/procedure";
import { stepsBreaches } from "./breaches/steps";
import { check, edited, firstRequest, second, secondRequest } from "./support/site-folder";

const all = [
  ...applicantBreaches,
  ...namesBreaches,
  ...stepsBreaches,
  ...allocationBreaches,
  ...inventoryBreaches,
  ...procedureBreaches,
];
const inventoryTopics = Object.keys(inventoryFiles) as InventoryTopic[];
const crossFile = new Set(rules.map(({ id }) => id));

type Overlay = Readonly<Record<string, string | undefined>>;

/** Problems of the rules alone, by their words: lines and misspelt keys differ. */
function findings(overlay: Overlay): string[] {
  const { problems } = check(overlay);
  return problems
    .filter(({ rule }) => crossFile.has(rule))
    .map(({ rule, file, message }) => `${rule} ${file} ${message.en}`);
}

function isShapeless(text: string, file: string): boolean {
  const schema =
    file === firstRequest ? "hosting-request" : inventoryTopics.find((topic) => file.includes(topic));
  return checkSource(Buffer.from(text), file, schema ?? "procedure").loaded === undefined;
}

function pointersOf(value: unknown, base = ""): string[] {
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const pointer = base + pointerStep(key);
    return [pointer, ...pointersOf(inner, pointer)];
  });
}

type Change = (data: unknown, pointer: string) => void;

const setTo =
  (value: unknown): Change =>
  (data, pointer) => {
    const place = placeOf(data, pointer);
    if (place) place.group[place.key] = value;
  };

const remove: Change = (data, pointer) => {
  const place = placeOf(data, pointer);
  if (place && !Array.isArray(place.group)) delete place.group[place.key];
};

const misspell: Change = (data, pointer) => {
  const place = placeOf(data, pointer);
  if (place && !Array.isArray(place.group)) renameKey(place.group, place.key, `${place.key}!`);
};

const faults: readonly Change[] = [setTo("?!"), setTo([["?"]]), setTo(null), remove, misspell];

/** Other values that are right for some field, to learn by trial what a problem rests on. */
const others = [
  ...["disdik", "dinkes", "web2", "ns1", "terbatas", "publik", "staf-dc", "kabid-aplikasi", "agus", "head"],
  ...["2020-01-01", "2030-01-01", "2020-01-01T00:00:00+07:00", "2030-01-01T00:00:00+07:00", "10.20.30.11"],
  ...[
    "public",
    "limited",
    "static",
    "php",
    "rejected",
    "approved",
    "www",
    "simpus",
    "contoh.go.id",
    "lain.go.id",
  ],
  ...["10.20.30.150", "10.20.30.110", "10.99.0.1", "10.99.0.0/24", "shared", "dedicated", "web", "dns"],
  ...["^x", "HST-2026-0002", "required", "optional", "request", "decision", "end", "plh"],
  ...[1000, 20001, 20002, 30000, 1, 2, true, false, [], {}],
];

function changed(text: string, pointer: string, change: Change): string {
  const data: unknown = parse(text);
  change(data, pointer);
  return stringify(data);
}

/** Problems that stay whatever right value stands at a place: the place has no part in them. */
function unrelated(overlay: Overlay, file: string, pointer: string, found: readonly string[]): string[] {
  const text = overlay[file] ?? "";
  const before = JSON.stringify(valueAt(parse(text), pointer));
  let left = [...found];
  if (left.length === 0) return left;
  let tried = 0;
  for (const change of [remove, ...others.map(setTo)]) {
    const next = { ...overlay, [file]: changed(text, pointer, change) };
    if (
      JSON.stringify(valueAt(parse(next[file] ?? ""), pointer)) === before ||
      isShapeless(next[file] ?? "", file)
    )
      continue;
    const now = new Set(findings(next));
    left = left.filter((one) => now.has(one));
    tried += 1;
    if (left.length === 0) break;
  }
  return tried === 0 ? [] : left;
}

const procedureText = readFileSync(join(__dirname, "../../../sop/hosting.yaml"), "utf8");

const files = [
  ...[firstRequest, firstRequest, firstRequest], // what people write most
  ...inventoryTopics.map((topic) => `datacenter/${topic}.yaml`),
  "sop/hosting.yaml",
];

// Each change of the procedure's file makes a new shape of steps, which takes its time to compile.
test("a fault of shape adds no other problem, and hides none that does not rest on it", {
  timeout: 180_000,
}, () => {
  const runs = { numRuns: Number(process.env.FUZZ_RUNS ?? 25) };
  fc.assert(
    fc.property(
      fc.constantFrom(undefined, ...all),
      fc.constantFrom(...files),
      fc.nat(),
      fc.constantFrom(...faults),
      (breach, file, index, fault) => {
        const overlay: Overlay = {
          [secondRequest]: second(),
          [file]: file.startsWith("sop") ? procedureText : edited(file),
          ...breach?.files,
        };
        const text = overlay[file];
        if (text === undefined) return;
        const pointers = pointersOf(parse(text));
        const pointer = pointers[index % pointers.length] ?? "";
        const wrong = { ...overlay, [file]: changed(text, pointer, fault) };
        fc.pre(isShapeless(wrong[file] ?? "", file) && !isShapeless(text, file));
        const before = findings(overlay);
        const after = findings(wrong);
        const words = `${breach?.rule}: ${breach?.title}; ${file}${pointer}; ${fault}`;
        expect(before, `adds: ${words}`).toEqual(expect.arrayContaining(after));
        if (file !== firstRequest && !pointer.includes("/", 1)) return; // the map itself: the file is not judged
        expect(after, `hides: ${words}`).toEqual(
          expect.arrayContaining(unrelated(overlay, file, pointer, before)),
        );
      },
    ),
    runs,
  );
});
