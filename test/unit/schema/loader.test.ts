import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadSite } from "../../../src/schema/load-site";
import { checkSource } from "../../../src/schema/loaded-file";
import type { SchemaName } from "../../../src/schema/shape/validators";
import { maximumFileSize } from "../../../src/schema/yaml/source-text";
import { check, edited, firstRequest, second, secondRequest, withSite } from "./support/site-folder";

/** Rules and places of what is wrong with the first request when it holds this. */
function faults(content: string | Buffer): string[] {
  return check({ [firstRequest]: content }).problems.map((one) =>
    `${one.rule} ${one.line}:${one.column} ${one.found ?? ""}`.trim(),
  );
}

const good = edited(firstRequest);
const utf16 = Buffer.from(`\ufeff${good}`, "utf16le");
/** Billion laughs: ten lists of ten aliases each. */
const bomb = [
  "a: &a [x, x]",
  ...[..."bcdefghij"].map((name, index) => `${name}: &${name} [${`*${"abcdefghij"[index]}, `.repeat(9)}x]`),
];

describe.each([
  ["an empty file", "", ["yaml-empty 1:1"]],
  ["only a comment", "# later\n", ["yaml-empty 1:1"]],
  ["no YAML", "kind: [hosting\nid: x", ["yaml-syntax 2:1"]],
  ["a tab as indentation", "steps:\n\trequest: x\n", ["yaml-syntax 2:1"]],
  ["a key written twice", `${good.replace("zone:", "kind: hosting\nzone:")}`, ["yaml-duplicate-key 5:1"]],
  ["an anchor", good.replace("simpus", "&a simpus"), ["yaml-alias 6:15 &a"]],
  ["a tag", good.replace("simpus", "!!binary simpus"), ["yaml-tag 6:21 tag:yaml.org,2002:binary"]],
  ["a tag of JavaScript", good.replace("subdomain: simpus", "subdomain: !!js/function 'x'"), ["yaml-tag"]],
  ["two documents", `${good}---\n${good}`, ["yaml-documents 25:1"]],
  ["UTF-16", utf16, ["file-encoding 1:1 UTF-16"]],
  ["Latin-1", Buffer.from(good.replace("SIMPUS", "Caf\u00e9"), "latin1"), ["file-encoding 1:1"]],
  ["a NUL", good.replace("simpus", "sim\0pus"), ["forbidden-character 6:15 U+0000"]],
  [
    "an escape sequence of a terminal",
    good.replace("simpus", "sim\x1b[31mpus"),
    ["forbidden-character 6:15 U+001B"],
  ],
  [
    "a mark that reverses the writing",
    good.replace("SIMPUS", "SIM\u202ePUS"),
    ["forbidden-character 4:25 U+202E"],
  ],
  [
    "the same as a YAML escape",
    good.replace("SIMPUS", '"SIM\\u202ePUS"'),
    ["forbidden-character 4:22 U+202E"],
  ],
  ["a zero-width space", good.replace("simpus", "sim\u200bpus"), ["forbidden-character 6:15 U+200B"]],
  ["brackets without end in a value", `a: ${"[".repeat(100_000)}`, ["yaml-syntax 1:"]],
  ["brackets without end", "[".repeat(20_000), ["yaml-syntax 1:"]],
  ["more than the limit", `${good}#${"x".repeat(maximumFileSize)}`, ["file-size 1:1"]],
])("a file with %s", (_title, content, expected) => {
  test("is refused by name", () => {
    const found = faults(content);
    expect(found).toHaveLength(expected.length);
    for (const [index, words] of expected.entries()) expect(found[index]).toContain(words);
  });
});

test.each([
  ["unknown fields", `${good}${Array.from({ length: 25_000 }, (_, i) => `a${i}: 1\n`).join("")}`],
  ["keys in brackets", `a: { ${Array.from({ length: 20_000 }, (_, i) => `a${i}: 1`).join(", ")} }`],
  [
    "entries",
    good.replace("[sub-koordinator]", `[${Array.from({ length: 40_000 }, (_, i) => `a${i}`).join(", ")}]`),
  ],
  [
    "aliases",
    good.replace("[epuskesmas]", `[${Array.from({ length: 40_000 }, (_, i) => `a${i}`).join(", ")}]`),
  ],
  ["indentation", Array.from({ length: 600 }, (_, i) => `${" ".repeat(i)}a:`).join("\n")],
  ["spaces", `a: ${" ".repeat(250_000)}b`],
  ["letters", good.replace("SIMPUS", "a b ".repeat(60_000))],
])("a file full of %s is refused in good time", (_title, content) => {
  const start = performance.now();
  expect(faults(content).length).toBeGreaterThan(0);
  expect(faults(content).length).toBeLessThan(200);
  expect(performance.now() - start).toBeLessThan(60_000);
});

test("an alias bomb is refused without being unfolded", () => {
  const found = faults(bomb.join("\n"));
  expect(found.length).toBeGreaterThan(8);
  expect(new Set(found.map((words) => words.split(" ")[0]))).toEqual(new Set(["yaml-alias"]));
});

test("a byte order mark and Windows line ends are accepted", () => {
  expect(faults(`\ufeff${good.replaceAll("\n", "\r\n")}`)).toEqual([]);
});

test("problems of every file come at once, sorted, and the rest of the site is usable", () => {
  const { site, problems } = check({
    "datacenter/zones.yaml": "zones: [",
    [firstRequest]: good.replace("limited", "secret"),
    [secondRequest]: second(["20 GiB", "20 GB"]),
    "requests/hosting/HST-2026-0003.yaml": second(
      ["HST-2026-0002", "HST-2026-0003"],
      ["1188/XI/2026", "1189/XI/2026"],
      ["rapor", "raport"],
      ["nilai", "nilai-siswa"],
      ["10.20.30.101", "10.20.30.102"],
      ["20002", "20003"],
    ),
  });
  expect(problems.map((one) => `${one.file} ${one.rule}`)).toEqual([
    "datacenter/zones.yaml yaml-syntax",
    `${firstRequest} wrong-value`,
    `${secondRequest} wrong-form`,
  ]);
  expect(site.requests.map(({ data }) => data.id)).toEqual(["HST-2026-0003"]);
  expect(site.zones.size).toBe(0);
  expect(site.agencies.size).toBe(2);
});

test("a folder with nothing in it says which files are missing", () => {
  const { problems } = loadSite(join(__dirname, "no-such-folder"));
  expect(new Set(problems.map((one) => one.rule))).toEqual(new Set(["missing-file"]));
  expect(problems).toHaveLength(8);
});

test("links and strays are named, notes and signatures are not", () => {
  withSite(
    {
      "requests/hosting/HST-2026-0001.yaml.sig": "x",
      "requests/README.md": "x",
      "requests/hosting/lama.yml": good,
    },
    (root) => {
      symlinkSync("/etc/passwd", join(root, "requests/hosting/HST-2026-0005.yaml"));
      rmSync(join(root, "datacenter/zones.yaml"));
      symlinkSync("/etc/passwd", join(root, "datacenter/zones.yaml"));
      mkdirSync(join(root, "requests/lain"));
      const { problems } = loadSite(root);
      expect(problems.map((one) => `${one.rule} ${one.file}`)).toEqual([
        "symbolic-link datacenter/zones.yaml",
        "symbolic-link requests/hosting/HST-2026-0005.yaml",
        "stray-file requests/hosting/lama.yml",
        "stray-file requests/lain",
      ]);
    },
  );
});

test("a request knows the places of its values, of missing ones the parent's", () => {
  const [request] = check({}).site.requests;
  expect(request?.position("/subdomain")).toEqual({ line: 6, column: 12 });
  expect(request?.position("/steps/decision/result")).toEqual({ line: 24, column: 74 });
  expect(request?.position("/steps/decision")).toEqual({ line: 24, column: 3 });
  expect(request?.position("/steps/decision/digest")).toEqual({ line: 24, column: 3 });
  expect(request?.position("/nothing/at/all")).toEqual({ line: 1, column: 1 });
});

describe("whatever bytes a file has", () => {
  const runs = { numRuns: Number(process.env.FUZZ_RUNS ?? 300) };
  const kinds = fc.constantFrom<SchemaName[]>(
    "hosting-request",
    "officers",
    "networks",
    "procedure",
    "zones",
  );
  const sane = (bytes: Buffer, kind: SchemaName) => {
    const { loaded, problems } = checkSource(bytes, "x.yaml", kind);
    expect(loaded === undefined).toBe(problems.length > 0);
    for (const one of problems) expect(one.line).toBeGreaterThan(0);
  };

  test("random bytes do not crash the loader", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), kinds, (bytes, kind) => sane(Buffer.from(bytes), kind)),
      runs,
    );
  });

  test("random YAML does not crash it", () => {
    const value = fc.anything({ withNullPrototype: false, maxDepth: 4 });
    fc.assert(
      fc.property(value, kinds, (data, kind) => sane(Buffer.from(JSON.stringify(data) ?? ""), kind)),
      runs,
    );
  });

  test("a request with bytes exchanged does not crash it, nor a whole site's check", () => {
    const edit = fc.record({
      at: fc.nat(good.length - 1),
      text: fc.oneof(fc.string({ maxLength: 4 }), fc.constantFrom(" - ", "{", "[", "\n", ": ", "null")),
    });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 5 }), (edits) => {
        const text = edits.reduce(
          (now, { at, text }) => now.slice(0, at) + text + now.slice(at + text.length),
          good,
        );
        sane(Buffer.from(text), "hosting-request");
      }),
      runs,
    );
    fc.assert(
      fc.property(edit, ({ at, text }) => {
        check({ [firstRequest]: good.slice(0, at) + text + good.slice(at + 1) });
      }),
      { numRuns: 40 },
    );
  });
});
