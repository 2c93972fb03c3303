import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { drawSeed } from "../../../draw";
import { describeScenario } from "./describe";
import { scenario } from "./scenario";
import { runScenario } from "./scenario-run";

/**
 * Random graphs of resources, random edits, a provider that fails at random, an engine that is killed or aborted: what
 * must hold all the same stands in `check-*.ts`. TITIP_SEED=<number> runs the same programs again,
 * TITIP_SEED=<number>:<path> the one that failed; TITIP_LONG=1 runs 2,000 instead of 100.
 */
const PROGRAMS = Number(process.env.TITIP_PROGRAMS ?? (process.env.TITIP_LONG ? 2_000 : 100));
/** Each mostly waits for files and processes. */
const SIDE_BY_SIDE = 5;

const [, ...givenPath] = (process.env.TITIP_SEED ?? "").split(":");
const seed = drawSeed;

/** How long to look for a smaller program that fails. */
const SHRINK_MS = Number(process.env.TITIP_SHRINK_MS ?? 90_000);

/** Runs one share of the programs; the error tells the smallest that fails. */
async function runShare(shareSeed: number, programs: number, path?: string): Promise<void> {
  let until = Number.POSITIVE_INFINITY;
  // After a path fast-check would go on with its neighbours.
  let left = path === undefined ? Number.POSITIVE_INFINITY : 1;
  const result = await fc.check(
    fc.asyncProperty(scenario, async (one) => {
      if (performance.now() > until || left-- <= 0) return;
      try {
        await runScenario(one);
      } catch (error) {
        until = Math.min(until, performance.now() + SHRINK_MS);
        throw error;
      }
    }),
    { seed: shareSeed, numRuns: programs, path, endOnFailure: path !== undefined },
  );
  if (!result.failed) return;
  const [smallest] = result.counterexample ?? [];
  const words =
    result.errorInstance instanceof Error ? result.errorInstance.message : String(result.errorInstance);
  throw new Error(
    `${words}\nTITIP_SEED=${shareSeed}:${result.counterexamplePath}\n${smallest === undefined ? "" : describeScenario(smallest)}`,
  );
}

describe.concurrent(`random programs, TITIP_SEED=${seed}`, { timeout: 14_400_000 }, () => {
  if (givenPath.length > 0) test("the one that failed", () => runShare(seed, 1, givenPath.join(":")));
  else
    for (let share = 0; share < SIDE_BY_SIDE; share++)
      test(`share ${share + 1}`, () => runShare(seed + share, Math.ceil(PROGRAMS / SIDE_BY_SIDE)));
});

test("a scenario is told so that a person can follow it", () => {
  const [one] = fc.sample(scenario, { seed: 1, numRuns: 1 });
  expect(one && describeScenario(one)).toMatch(/^provider .*\nstep 1: up/);
});
