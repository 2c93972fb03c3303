import fc from "fast-check";
import { expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { capacityLines } from "../../../src/capacity/lines";
import { rackViews } from "../../../src/capacity/rack-view";
import { loadSite } from "../../../src/schema/load-site";
import { firstServer, secondServerSite } from "../schema/support/placed-server";
import { withSite } from "../schema/support/site-folder";
import { NOW } from "./a-data-centre";

type Tree = { [key: string]: Tree } | Tree[] | string | number | boolean | null;

/** Paths of every value in a file. */
function* paths(tree: Tree, at: string[] = []): Generator<string[]> {
  yield at;
  if (typeof tree !== "object" || tree === null) return;
  for (const [key, inner] of Object.entries(tree)) yield* paths(inner, [...at, key]);
}

/** The tree with another value at a path. */
function put(tree: Tree, [key, ...rest]: readonly string[], value: Tree): Tree {
  if (key === undefined || typeof tree !== "object" || tree === null) return value;
  if (Array.isArray(tree)) return tree.map((one, i) => (String(i) === key ? put(one, rest, value) : one));
  return Object.fromEntries(
    Object.entries(tree).map(([name, one]) => [name, name === key ? put(one, rest, value) : one]),
  );
}

const site = secondServerSite();
const files = ["datacenter/racks.yaml", "datacenter/power.yaml", firstServer];
const faults = files.flatMap((file) =>
  [...paths(parse(site[file] ?? ""))].filter((path) => path.length > 0).map((path) => ({ file, path })),
);
const junk = fc.constantFrom<Tree>(
  null,
  "",
  "x",
  "0 W",
  "9999999 kW",
  -1,
  0,
  61,
  1e9,
  [],
  {},
  ["A", "A"],
  true,
);

it("whatever is wrong in racks, power or a server's request, it is told and nothing falls over", () => {
  fc.assert(
    fc.property(fc.constantFrom(...faults), junk, ({ file, path }, value) => {
      const text = stringify(put(parse(site[file] ?? ""), path, value));
      withSite({ ...site, [file]: text }, (root) => {
        const loaded = loadSite(root);
        expect([...capacityLines(loaded.site, NOW).values()].every(({ free }) => Number.isFinite(free))).toBe(
          true,
        );
        expect(() => rackViews(loaded.site)).not.toThrow();
        for (const { message } of loaded.problems) expect(message.en).not.toMatch(/NaN|undefined|stand-in/);
      });
    }),
    { numRuns: process.env.TITIP_LONG ? 500 : 25 },
  );
}, 600_000);
