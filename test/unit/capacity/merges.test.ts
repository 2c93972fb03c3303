import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { loadSite } from "../../../src/schema/load-site";
import type { Problem } from "../../../src/schema/problem";
import { requestsOf, type Site } from "../../../src/schema/site";
import { assess } from "../../../src/sop/assess";
import { serverSite } from "../schema/support/placed-server";
import { withSite } from "../schema/support/site-folder";

/** Request files by path: what a merged tree holds. */
type Tree = ReadonlyMap<string, string>;

const file = (number: number) => `requests/colocation/COL-2026-${String(number).padStart(4, "0")}.yaml`;
const idOf = (path: string) => path.slice(-18, -5);
const template = serverSite()[file(1)] ?? "";

/** A request as it stands before its assessment; the later its number, the later it was entered. */
function waiting(number: number, units: number, watts: number): string {
  const minute = String(number).padStart(2, "0");
  return template
    .slice(0, template.indexOf("  capacity:"))
    .replace("COL-2026-0001", idOf(file(number)))
    .replace("subdomain: replika", `subdomain: server${number}`)
    .replace("rack_units: 2", `rack_units: ${units}`)
    .replace("1400 W", `${watts} W`)
    .replace("T09:00:00", `T09:${minute}:00`)
    .replace("T09:12:00", `T09:${minute}:30`);
}

/** The site of a tree, without what the loader checks: that costs more than what is tested here. */
function siteOf(base: Site, tree: Tree): Site {
  const requests = [...tree].map(([path, text]) => {
    const { steps, ...rest } = parse(text);
    const { capacity, ...others } = steps;
    const data = { ...rest, steps: capacity ? { ...others, assessment: capacity } : others };
    return { file: path, data, position: () => ({ line: 1, column: 1 }) };
  });
  return { ...base, requests };
}

/** `titip assess` on a tree: the file with its allocation, or refused and recorded. */
function assessed(base: Site, tree: Tree, path: string): string {
  const site = siteOf(base, tree);
  const request = site.requests.find((one) => one.file === path);
  const text = tree.get(path);
  if (!request || text === undefined) throw new Error(`${path} is not in the tree`);
  const options = { at: "2026-11-10T10:30:00+07:00", by: "staf-dc" };
  const result = assess(site, request, text, options);
  if (!("refusal" in result)) return result.text;
  const recorded = assess(site, request, text, { ...options, infeasible: {} });
  if ("refusal" in recorded) throw new Error(recorded.refusal.en);
  return recorded.text;
}

interface Branch {
  units: number;
  watts: number;
  /** How many merges ago main was when the branch was made. */
  behind: number;
}

/** Every branch assesses one request on the main it knows, and is merged: Git sees no conflict, each has its own file. */
function merged(site: Site, branches: readonly Branch[]): Tree {
  const history: Tree[] = [new Map()];
  for (const [index, { units, watts, behind }] of branches.entries()) {
    const path = file(index + 1);
    const base = history[Math.max(0, history.length - 1 - behind)] ?? new Map();
    const branch = new Map(base).set(path, waiting(index + 1, units, watts));
    const main = history.at(-1) ?? new Map();
    history.push(new Map(main).set(path, assessed(site, branch, path)));
  }
  return history.at(-1) ?? new Map();
}

/** What of a tree two requests hold at once, reckoned anew: by pairs of ids, the older first. */
function shared(base: Site, tree: Tree): Set<string> {
  const all = requestsOf(siteOf(base, tree), "colocation").map(({ data }) => {
    const place = data.steps.assessment?.allocation;
    const units = Array.from(
      { length: data.server.rack_units },
      (_, i) => `${place?.rack} ${(place?.unit ?? 0) + i}`,
    );
    return { id: data.id, values: place ? [...units, `${place.switch} ${place.port}`, ...place.ipv4] : [] };
  });
  const pairs = all.flatMap((a) =>
    all
      .filter((b) => a.id < b.id && a.values.some((value) => b.values.includes(value)))
      .map((b) => `${a.id} ${b.id}`),
  );
  return new Set(pairs);
}

const told = (problems: readonly Problem[]) => problems.filter(({ rule }) => rule !== "over-capacity");

const branches = fc.array(
  fc.record({
    units: fc.integer({ min: 1, max: 3 }),
    watts: fc.constantFrom(200, 700, 1400),
    behind: fc.integer({ min: 0, max: 3 }),
  }),
  { minLength: 2, maxLength: 6 },
);
/** Each run reads the whole site; the long run draws many more. */
const RUNS = process.env.TITIP_LONG ? 200 : 12;

const inventory = { ...serverSite(), [file(1)]: undefined };
delete inventory[file(1)];

describe("merges", () => {
  it("two branches that each allocate the next rack unit and address: the merged tree names both and the remedy", () => {
    withSite(inventory, (root) => {
      const { site } = loadSite(root);
      const tree = merged(site, [
        { units: 1, watts: 200, behind: 0 },
        { units: 1, watts: 200, behind: 1 },
      ]);
      const { problems } = loadSite(root, tree);
      expect(problems.map(({ rule }) => rule)).toEqual(["unit-taken", "port-taken", "value-held-twice"]);
      for (const { file: at, message, remedy } of problems) {
        expect(at).toBe(file(2));
        expect(message.id).toContain("sudah dipegang COL-2026-0001");
        expect(remedy.id).toContain("Jalankan `titip assess COL-2026-0002` lagi");
      }
    });
  });

  it("two branches that each fit alone: the merged tree names the younger with the sum", () => {
    withSite(inventory, (root) => {
      const { site } = loadSite(root);
      const tree = merged(site, [
        { units: 1, watts: 1400, behind: 0 },
        { units: 1, watts: 1400, behind: 1 },
        { units: 1, watts: 1400, behind: 2 },
      ]);
      const over = loadSite(root, tree).problems.filter(({ rule }) => rule === "over-capacity");
      expect(new Set(over.map((one) => one.file))).toEqual(new Set([file(3)]));
      expect(over[0]?.message.id).toContain(
        "= 4.300 W > 2.944 W (batas 80 % dari 3.680 W, feed A saat feed B padam)",
      );
    });
  });

  it("whatever is merged: check tells exactly the conflicts, each at the younger, naming an older", () => {
    withSite(inventory, (root) => {
      const { site } = loadSite(root);
      fc.assert(
        fc.property(branches, (all) => {
          const tree = merged(site, all);
          const pairs = shared(site, tree);
          const problems = told(loadSite(root, tree).problems);
          const younger = new Set([...pairs].map((pair) => pair.split(" ")[1]));
          expect(new Set(problems.map((one) => idOf(one.file)))).toEqual(younger);
          for (const { file: at, message, remedy } of problems) {
            const older = /is held by (COL-\d+-\d+)/.exec(message.en)?.[1];
            expect(pairs).toContain(`${older} ${idOf(at)}`);
            expect(remedy.en).toContain(`titip assess ${idOf(at)}`);
          }
        }),
        { numRuns: RUNS },
      );
    });
  }, 60_000);

  it("whatever is merged: the remedy puts it right, and moves nothing that an older request has", () => {
    withSite(inventory, (root) => {
      const { site } = loadSite(root);
      fc.assert(
        fc.property(branches, (all) => {
          let tree = merged(site, all);
          const guilty = new Set(loadSite(root, tree).problems.map((one) => one.file));
          for (const path of [...guilty].sort()) tree = new Map(tree).set(path, assessed(site, tree, path));
          expect(loadSite(root, tree).problems).toEqual([]);
          const before = merged(site, all);
          for (const [path, text] of tree) if (!guilty.has(path)) expect(text).toBe(before.get(path));
        }),
        { numRuns: RUNS },
      );
    });
  }, 60_000);
});
