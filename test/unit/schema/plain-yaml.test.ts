import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readPlainYaml } from "../../../src/schema/yaml/plain-yaml";
import { parseFully } from "../../../src/schema/yaml/yaml-text";

const requests = join(__dirname, "../../../requests/hosting");
const texts = readdirSync(requests)
  .filter((file) => file.endsWith(".yaml"))
  .map((file) => readFileSync(join(requests, file), "utf8"));

/** Where the fast reader gives an answer, it is the full parser's. */
function agrees(text: string): boolean {
  const fast = readPlainYaml(text);
  if (fast === undefined) return false;
  expect({ text, data: fast, faults: [] }).toEqual({ text, ...parseFully(text) });
  return true;
}

test("every request of the demo is read fast", () => {
  for (const text of texts) expect(agrees(text)).toBe(true);
});

const bits = [..."{}[],:#&*!|>%@`\"'\\-?~.0123456789eExo+_ \n\ta<=é–\u00a0"];
const words = [
  "null",
  "true",
  "True",
  "~",
  "0x1F",
  "0o7",
  "1e3",
  ".5",
  "1.",
  "- a",
  "--- ",
  "...",
  "<<: ",
  "__proto__: 1",
  "key: ",
  "  ",
  ": ",
  " #",
  "\n  ",
  "\n    ",
  "kind: x\n",
  "a: {b: c}",
  "[a, b]",
  "''",
  '""',
  "\r\n",
];

test("a request with anything put in, taken out or exchanged is read as the full parser reads it", () => {
  const edit = fc.record({
    at: fc.nat(),
    drop: fc.integer({ min: 0, max: 6 }),
    insert: fc.oneof(fc.constantFrom(...bits), fc.constantFrom(...words), fc.constant("")),
  });
  fc.assert(
    fc.property(
      fc.constantFrom(...texts),
      fc.array(edit, { minLength: 1, maxLength: 4 }),
      (original, edits) => {
        let text = original;
        for (const { at, drop, insert } of edits) {
          const place = at % (text.length + 1);
          text = text.slice(0, place) + insert + text.slice(place + drop);
        }
        agrees(text);
      },
    ),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 700) },
  );
});

test("short texts of YAML's own marks are read as the full parser reads them", () => {
  const piece = fc.oneof(fc.constantFrom(...bits), fc.constantFrom(...words));
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => void agrees(pieces.join(""))),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 700) },
  );
});

describe.each([
  ["a plain scalar", "a: b", { a: "b" }],
  ["a nested mapping", "a:\n  b: c\n  d: e\nf: g", { a: { b: "c", d: "e" }, f: "g" }],
  ["flow collections", 'a: { b: [c, 1, true], d: "e: f" } # g', { a: { b: ["c", 1, true], d: "e: f" } }],
  ["colons inside a plain scalar", "at: 2026-11-09T08:02:00+07:00", { at: "2026-11-09T08:02:00+07:00" }],
])("%s", (_title, text, data) => {
  test("is read", () => {
    expect(readPlainYaml(text)).toEqual(data);
    agrees(text);
  });
});

test.each([
  "a: &x b",
  "a: |\n  b",
  "a: b\n  c",
  "a:",
  "- a",
  "a: 1e3",
  "a: null",
  "a: 'b''c'",
  'a: "\\n"',
  "a: b\na: c",
  "{a: b}",
  "a: !t b",
  "a: {b: c,}",
  "a: 012",
])("%j is left to the full parser", (text) => expect(readPlainYaml(text)).toBeUndefined());
