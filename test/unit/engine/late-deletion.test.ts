import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { integrityProblems, up } from "../../../src/engine";
import { wordsOf } from "./golden-stack";
import { LightProject } from "./light/light-project";
import type { LightResource } from "./light/program";
import { Provider } from "./light/provider";

/**
 * `top` stood on `base`, which is now deleted before it is replaced, and doesn't any more: the program registers it
 * at once, while its old self has to go before that of `base`. Found by 2,000 random programs.
 */
let provider: Provider;
let project: LightProject;

beforeEach(async () => {
  provider = new Provider({ secrets: true, detailed: true });
  project = await LightProject.start(provider);
});
afterEach(() => project.close());

const base = (place: string): LightResource => ({
  key: "base",
  type: "depot:index:Box",
  name: "base",
  inputs: { place, label: "1" },
  deleteBeforeReplace: true,
});
const top = (place: LightResource["inputs"]): LightResource => ({
  key: "top",
  type: "depot:index:Box",
  name: "top",
  inputs: { label: "1", ...place },
});

async function standing(): Promise<void> {
  project.program = { resources: [base("x"), top({ place: { from: "base", output: "place" } })] };
  const first = await up(project.options());
  expect(first.ok, wordsOf(first)).toBe(true);
  project.program = { resources: [base("y"), top({ place: "x" })] };
  provider.calls = [];
}

const names = () => provider.calls.map(({ operation, urn }) => `${operation} ${urn.split("::").pop()}`);

test("it is made anew only when the old one is gone, however long that takes", async () => {
  await standing();
  provider.hooks.before = async ({ operation }) => {
    if (operation === "delete") await sleep(150);
  };
  const outcome = await up(project.options());
  expect(outcome.ok, wordsOf(outcome)).toBe(true);
  expect(names().indexOf("create top")).toBeGreaterThan(names().indexOf("delete top"));
  const { resources } = await project.snapshot();
  expect(resources.filter(({ urn }) => urn.endsWith("::top"))).toHaveLength(1);
  expect(integrityProblems(project.deployment ?? {})).toEqual([]);
});

test("when that fails it is not made twice, and the next run does it", async () => {
  await standing();
  provider.hooks.before = async ({ operation, urn }) => {
    if (operation !== "delete" || !urn.endsWith("::top")) return;
    await sleep(150);
    throw new Error("fault: the box is stuck");
  };
  const outcome = await up({ ...project.options(), continueOnError: true });
  expect(outcome.ok).toBe(false);
  expect(wordsOf(outcome)).toMatch(/the box is stuck[\s\S]*what had to be deleted before failed/);
  expect(names()).not.toContain("create top");
  expect(integrityProblems(project.deployment ?? {})).toEqual([]);

  provider.hooks.before = () => undefined;
  const again = await up(project.options());
  expect(again.ok, wordsOf(again)).toBe(true);
  expect([...provider.entities.values()].map(({ inputs }) => inputs.place).sort()).toEqual(["x", "y"]);
});
