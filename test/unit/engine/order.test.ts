import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  destroy,
  integrityProblems,
  type Outcome,
  outcomeJson,
  preview,
  refresh,
  up,
} from "../../../src/engine";
import { wordsOf } from "./golden-stack";
import { LightProject } from "./light/light-project";
import type { LightResource, LightValue } from "./light/program";
import { nameOf, Provider } from "./light/provider";

/** Cases that the golden scenarios don't reach. */
let provider: Provider;
let project: LightProject;
beforeEach(async () => {
  provider = new Provider({ secrets: true, detailed: false });
  project = await LightProject.start(provider);
});
afterEach(() => project.close());

function box(
  key: string,
  inputs: Record<string, LightValue> = {},
  more: Partial<LightResource> = {},
): LightResource {
  return { key, type: "depot:index:Box", name: key, inputs, ...more };
}

function program(...resources: LightResource[]): void {
  project.program = { resources };
}

const idOf = (from: string): LightValue => ({ from, output: "id" });
const stampOf = (from: string): LightValue => ({ from, output: "stamp" });

function calls(): string[] {
  const made = provider.calls.map(({ operation, urn }) => `${operation} ${nameOf(urn)}`);
  provider.calls = [];
  return made;
}

function failCreateOf(name: string): void {
  provider.hooks.before = ({ operation, urn }) => {
    if (operation === "create" && nameOf(urn) === name) throw new Error("the depot is full");
  };
}

function stored(name: string): { id: string; label: unknown } {
  const found = [...provider.entities.values()].find(({ urn }) => nameOf(urn) === name);
  if (found === undefined) throw new Error(`${name} is not on the server`);
  return { id: found.id, label: found.inputs.label };
}

function labelByHand(name: string): void {
  const { id } = stored(name);
  const entity = provider.entities.get(id);
  if (entity !== undefined) provider.put(id, entity.urn, { ...entity.raw, label: "by hand" });
}

async function good(work: Promise<Outcome>): Promise<Outcome> {
  const outcome = await work;
  expect(outcome.ok, wordsOf(outcome)).toBe(true);
  expect(integrityProblems(project.deployment ?? {})).toEqual([]);
  return outcome;
}

describe("order of calls", () => {
  test("delete-before-replace deletes first what would need replacement, and only that", async () => {
    const boxes = (place: string) => [
      box("net", { place, exclusive: true }),
      box("host", { place: idOf("net") }),
      box("site", { place: idOf("host") }),
      box("note", { label: idOf("net") }),
      box("free", {}, { dependsOn: ["net"] }),
    ];
    program(...boxes("x"));
    await good(up(project.options()));
    calls();
    program(...boxes("y"));
    const planned = await preview(project.options());
    expect(planned.summary).toEqual({ same: 2, replace: 3, update: 1 });
    await good(up(project.options()));
    const made = calls();
    expect(made.filter((call) => call !== "update note")).toEqual([
      ...["delete site", "delete host", "delete net"],
      ...["create net", "create host", "create site"],
    ]);
    expect(made).toContain("update note");
  });

  test("a resource deleted with another is not asked for on its own", async () => {
    program(box("a"), box("b", {}, { deletedWith: "a" }));
    await good(up(project.options()));
    calls();
    program();
    await good(up(project.options()));
    expect(calls()).toEqual(["delete a"]);
  });

  test("what depends on a component outlives its children", async () => {
    program(
      { key: "r", type: "depot:index:Rack", name: "r", component: true },
      box("r-0", {}, { parent: "r" }),
      // Ready after the child, as the SDK makes it by naming the child too.
      box("after", { label: stampOf("r-0") }, { dependsOn: ["r"] }),
    );
    await good(up(project.options()));
    calls();
    await good(destroy(project.options()));
    expect(calls()).toEqual(["delete after", "delete r-0"]);
  });

  test("with targets, destroy refuses to take what others need", async () => {
    program(box("a"), box("b", { label: stampOf("a") }), box("c"));
    await good(up(project.options()));
    calls();
    const refused = await destroy(project.options({ targets: ["**::a"] }));
    expect(refused.ok).toBe(false);
    expect(wordsOf(refused)).toContain("::b' will be destroyed but was not specified in --target list");
    await good(destroy(project.options({ targets: ["**::b", "**::c"] })));
    expect(calls().sort()).toEqual(["delete b", "delete c"]);
  });
});

describe("continue-on-error", () => {
  test("what doesn't depend on the failure is done; the SDK makes it an error of the program, so nothing is deleted", async () => {
    program(box("old"), box("kept"));
    await good(up(project.options()));
    calls();
    program(box("kept"), box("bad"), box("fine"));
    failCreateOf("bad");
    const outcome = await up(project.options({ continueOnError: true }));
    expect(outcome.ok).toBe(false);
    expect(outcome.summary, wordsOf(outcome)).toEqual({ same: 2, create: 1 });
    expect(calls().sort()).toEqual(["create bad", "create fine"]);
  });

  test("without it nothing is deleted after a failure", async () => {
    program(box("old"), box("kept"));
    await good(up(project.options()));
    calls();
    program(box("kept"), box("bad"));
    failCreateOf("bad");
    expect((await up(project.options())).ok).toBe(false);
    expect(calls()).toEqual(["create bad"]);
  });
});

describe("refresh: always in Pulumi.yaml", () => {
  beforeEach(() => {
    const path = join(project.folder, "Pulumi.yaml");
    writeFileSync(path, `${readFileSync(path, "utf8")}options: { refresh: always }\n`);
    program(box("a", { label: "1" }), box("b", { label: stampOf("a") }));
  });

  test("preview shows what was changed by hand, up puts it right, and the next run has nothing to do", async () => {
    await good(up(project.options()));
    const stamp = stored("b").label;
    labelByHand("a");
    provider.entities.delete(stored("b").id);
    calls();
    const planned = await preview(project.options());
    expect(calls().sort()).toEqual(["read a", "read b"]);
    expect(planned.summary).toEqual({ same: 1, update: 1, create: 1 });
    const drift = outcomeJson(planned).steps.filter(({ op }) => op === "refresh");
    expect(drift.map(({ urn }) => urn.split("::").pop()).sort()).toEqual(["a", "b"]);
    await good(up(project.options()));
    expect(stored("a").label).toBe("1");
    expect(stored("b").label).toBe(stamp);
    await good(up(project.options({ expectNoChanges: true })));
    const off = await preview(project.options({ refresh: false }));
    expect(off.steps.some(({ operation }) => operation === "refresh")).toBe(false);
  });

  test("a dry refresh shows the drift and writes nothing", async () => {
    await good(up(project.options()));
    labelByHand("a");
    const before = project.checkpointText;
    const outcome = await refresh(project.options({ dryRun: true }));
    expect(outcome.summary).toEqual({ same: 1, update: 1 });
    expect(
      outcome.steps.flatMap(({ urn, found }) => (found === "update" ? [urn.split("::").pop()] : [])),
    ).toEqual(["a"]);
    expect(project.checkpointText).toBe(before);
  });
});

describe("names", () => {
  test("two resources of one name are an error that names it", async () => {
    program(box("a"), { ...box("a"), key: "again" });
    const outcome = await up(project.options());
    expect(outcome.ok).toBe(false);
    expect(wordsOf(outcome)).toContain("Duplicate resource URN 'urn:pulumi:dev::light::depot:index:Box::a'");
  });
});
