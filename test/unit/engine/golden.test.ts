import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  destroy,
  type EngineOptions,
  integrityProblems,
  type Outcome,
  preview,
  refresh,
  up,
} from "../../../src/engine";
import { outcomeJson } from "../../../src/engine/display/preview-json";
import { GOLDEN, GoldenStack, jsonLines, loadScenarios, type ScenarioStep, wordsOf } from "./golden-stack";

/**
 * What the stock engine did, step by step, is what the embedded one must do: same plan, same provider calls in an
 * order that the dependencies allow, same state and server, failing where it failed.
 */
const scenarios = loadScenarios();

type Json = Record<string, unknown>;

function expected(scenario: string, step: number, kind: string): string | undefined {
  const path = join(GOLDEN, "expected", scenario, `${step + 1}-${kind}`);
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}

function engineArguments(step: ScenarioStep): Partial<EngineOptions> {
  const args = step.args ?? [];
  const target = args[args.indexOf("--target") + 1];
  return {
    continueOnError: args.includes("--continue-on-error"),
    targets: args.includes("--target") && target !== undefined ? [target] : undefined,
  };
}

function planOf(outcome: Outcome): Json {
  const { steps, changeSummary } = outcomeJson(outcome);
  return {
    steps: steps
      .map(({ op, urn, diffReasons, replaceReasons }) => ({
        op,
        urn,
        ...(diffReasons === undefined ? {} : { diffReasons }),
        ...(replaceReasons === undefined ? {} : { replaceReasons }),
      }))
      .sort((a, b) => `${a.urn} ${a.op}`.localeCompare(`${b.urn} ${b.op}`, "en")),
    changeSummary,
    exit: outcome.ok ? 0 : 1,
  };
}

const LEFT_OUT = new Set([
  "created",
  "modified",
  "time",
  "magic",
  "state",
  "taint",
  "sourcePosition",
  "stackTrace",
]);

/** What `record.py` left out of the golden states, and the random ids of default providers. */
function scrub(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(scrub);
  if (typeof value === "string")
    return value.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "<id>");
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => !LEFT_OUT.has(key));
  return Object.fromEntries(entries.map(([key, inner]) => [key, key === "ciphertext" ? "…" : scrub(inner)]));
}

/** Independent resources may finish in another order; the order that matters is checked by the integrity rules. */
function comparable(state: Json): unknown {
  const scrubbed = scrub(state) as { deployment: { resources?: Json[] } };
  scrubbed.deployment.resources?.sort((a, b) => canonical(a).localeCompare(canonical(b), "en"));
  return scrubbed;
}

interface Related {
  resources?: { urn: string; dependencies?: string[]; parent?: string }[];
}

function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

/** Pairs of names, one of which depends on the other in one of the states, straight or through others. */
function relatedNames(...states: Json[]): Set<string> {
  const pairs = new Set<string>();
  for (const state of states) {
    const above = new Map<string, Set<string>>();
    for (const { urn, dependencies, parent } of (state.deployment as Related).resources ?? []) {
      const direct = [...(dependencies ?? []), ...(parent === undefined ? [] : [parent])];
      const all = new Set(direct.flatMap((other) => [other, ...(above.get(other) ?? [])]));
      above.set(urn, all);
      for (const other of all) {
        pairs.add(`${nameOf(urn)} ${nameOf(other)}`);
        pairs.add(`${nameOf(other)} ${nameOf(urn)}`);
      }
    }
  }
  return pairs;
}

function canonical(call: Json): string {
  const sorted = (value: unknown): unknown => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => a.localeCompare(b, "en"))
        .map(([key, inner]) => [key, sorted(inner)]),
    );
  };
  return JSON.stringify(sorted(call));
}

function expectCalls(actual: Json[], wanted: Json[], related: Set<string>): void {
  const ours = actual.map(canonical);
  const theirs = wanted.map(canonical);
  expect([...ours].sort()).toEqual([...theirs].sort());
  for (const [i, first] of wanted.entries())
    for (const second of wanted.slice(i + 1)) {
      if (first.name !== second.name && !related.has(`${String(first.name)} ${String(second.name)}`))
        continue;
      expect(ours.indexOf(canonical(first)), `${canonical(first)} before ${canonical(second)}`).toBeLessThan(
        ours.indexOf(canonical(second)),
      );
    }
}

function run(step: ScenarioStep, options: EngineOptions): Promise<Outcome> {
  if (step.verb === "destroy") return destroy(options);
  return step.verb === "refresh" ? refresh(options) : up(options);
}

/** The errors that the stock engine told people; "update failed" only says so once more. */
function toldErrors(lines: string[]): string[] {
  return lines
    .filter((line) => line.startsWith("error: "))
    .map((line) => line.slice("error: ".length))
    .filter((line) => line !== "update failed");
}

async function checkPreview(
  stack: GoldenStack,
  scenario: string,
  index: number,
  step: ScenarioStep,
): Promise<void> {
  const plan = expected(scenario, index, "preview.json");
  if (plan === undefined) return;
  const before = existsSync(stack.checkpoint) ? readFileSync(stack.checkpoint, "utf8") : undefined;
  const options = stack.options(index, { targets: engineArguments(step).targets });
  const wanted = JSON.parse(plan) as { steps: { urn: string; op: string }[] };
  wanted.steps.sort((a, b) => `${a.urn} ${a.op}`.localeCompare(`${b.urn} ${b.op}`, "en"));
  const outcome = await preview(options);
  expect(planOf(outcome), wordsOf(outcome)).toEqual(wanted);
  expect(existsSync(stack.checkpoint) ? readFileSync(stack.checkpoint, "utf8") : undefined).toBe(before);
}

async function checkStep(
  stack: GoldenStack,
  scenario: string,
  index: number,
  step: ScenarioStep,
): Promise<void> {
  if (step.before !== undefined) stack.edit(step.before);
  await checkPreview(stack, scenario, index, step);
  stack.clearCalls();
  const before = await stack.state(index);
  const outcome = await run(step, stack.options(index, engineArguments(step)));
  const words = wordsOf(outcome);
  const after = await stack.state(index);
  const result = JSON.parse(expected(scenario, index, "result.json") ?? "{}") as Json & {
    diagnostics: string[];
  };
  expect(outcome.ok ? 0 : 1, words).toBe(result.exit);
  expectCalls(
    stack.calls,
    jsonLines(expected(scenario, index, "calls.jsonl") ?? ""),
    relatedNames(before, after),
  );
  expect(comparable(after), words).toEqual(
    comparable(JSON.parse(expected(scenario, index, "state.json") ?? "{}") as Json),
  );
  expect(integrityProblems(after.deployment as Parameters<typeof integrityProblems>[0])).toEqual([]);
  expect(stack.store).toEqual(result.server);
  expect(await stack.outputs(index, false)).toEqual(result.outputs);
  expect(await stack.outputs(index, true)).toEqual(result.outputsWithSecrets);
  for (const error of toldErrors(result.diagnostics)) expect(words).toContain(error);
}

// Scenarios have nothing in common; each mostly waits for the processes that it starts.
describe.concurrent("what the stock engine did", () => {
  for (const [scenario, steps] of Object.entries(scenarios).sort(([a], [b]) => a.localeCompare(b, "en")))
    test(`${scenario}: ${steps.length} steps`, { timeout: 180_000 }, async () => {
      const stack = new GoldenStack(scenario);
      try {
        await stack.start();
        for (const [index, step] of steps.entries()) await checkStep(stack, scenario, index, step);
      } finally {
        stack.remove();
      }
    });

  test("all scenarios are there", () => {
    expect(Object.keys(scenarios)).toHaveLength(14);
    expect(Object.values(scenarios).flat()).toHaveLength(34);
  });
});
