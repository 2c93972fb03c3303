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
import { GoldenStack, wordsOf } from "./golden-stack";

/** Cases that the golden scenarios don't reach, with the same provider. */
let stack: GoldenStack;
beforeEach(() => {
  stack = new GoldenStack("own");
});
afterEach(() => stack.remove());

/** The programs, one a step, in place of the golden ones. `Item` and `Rack` are theirs. */
function programs(...bodies: string[]): void {
  const path = join(stack.folder, "scenarios.js");
  const steps = bodies.map((body) => `{ run: () => { ${body} } }`).join(",\n");
  writeFileSync(
    path,
    readFileSync(path, "utf8").replace("module.exports = S;", `S.own = [${steps}];\nmodule.exports = S;`),
  );
}

function calls(): string[] {
  const made = stack.calls.map(({ op, name }) => `${String(op)} ${String(name)}`);
  stack.clearCalls();
  return made;
}

async function good(work: Promise<Outcome>): Promise<Outcome> {
  const outcome = await work;
  expect(outcome.ok, wordsOf(outcome)).toBe(true);
  const state = await stack.state(0);
  expect(integrityProblems(state.deployment as Parameters<typeof integrityProblems>[0])).toEqual([]);
  return outcome;
}

describe("order of calls", { timeout: 90_000 }, () => {
  test("delete-before-replace deletes first what would need replacement, and only that", async () => {
    const items = (place: string) => `
      const net = new Item("net", { place: "${place}", exclusive: true });
      const host = new Item("host", { place: net.id });
      new Item("site", { place: host.id });
      new Item("note", { label: net.id });
      new Item("free", {}, { dependsOn: net });`;
    programs(items("x"), items("y"));
    await good(up(stack.options(0)));
    calls();
    const planned = await preview(stack.options(1));
    expect(planned.summary).toEqual({ same: 2, replace: 3, update: 1 });
    await good(up(stack.options(1)));
    const made = calls();
    expect(made.filter((call) => call !== "update note")).toEqual([
      ...["delete site", "delete host", "delete net"],
      ...["create net", "create host", "create site"],
    ]);
    expect(made).toContain("update note");
  });

  test("a resource deleted with another is not asked for on its own", async () => {
    programs(`const a = new Item("a"); new Item("b", {}, { deletedWith: a });`, "");
    await good(up(stack.options(0)));
    calls();
    await good(up(stack.options(1)));
    expect(calls()).toEqual(["delete a"]);
  });

  test("what depends on a component outlives its children", async () => {
    programs(`const r = new Rack("r", ["x"]); new Item("after", {}, { dependsOn: r });`);
    await good(up(stack.options(0)));
    calls();
    await good(destroy(stack.options(0)));
    expect(calls()).toEqual(["delete after", "delete r-0"]);
  });

  test("with targets, destroy refuses to take what others need", async () => {
    programs(`const a = new Item("a"); new Item("b", { label: a.stamp }); new Item("c");`);
    await good(up(stack.options(0)));
    calls();
    const refused = await destroy(stack.options(0, { targets: ["**::a"] }));
    expect(refused.ok).toBe(false);
    expect(wordsOf(refused)).toContain("::b' will be destroyed but was not specified in --target list");
    await good(destroy(stack.options(0, { targets: ["**::b", "**::c"] })));
    expect(calls().sort()).toEqual(["delete b", "delete c"]);
  });
});

describe("continue-on-error", { timeout: 90_000 }, () => {
  test("what doesn't depend on the failure is done; the SDK makes it an error of the program, so nothing is deleted", async () => {
    programs(
      `new Item("old"); new Item("kept");`,
      `new Item("kept"); new Item("bad", { fail: "create" }); new Item("fine");`,
    );
    await good(up(stack.options(0)));
    calls();
    const outcome = await up(stack.options(1, { continueOnError: true }));
    expect(outcome.ok).toBe(false);
    expect(outcome.summary, wordsOf(outcome)).toEqual({ same: 2, create: 1 });
    expect(calls().sort()).toEqual(["create bad", "create fine"]);
  });

  test("without it nothing is deleted after a failure", async () => {
    programs(`new Item("old"); new Item("kept");`, `new Item("kept"); new Item("bad", { fail: "create" });`);
    await good(up(stack.options(0)));
    calls();
    expect((await up(stack.options(1))).ok).toBe(false);
    expect(calls()).toEqual(["create bad"]);
  });
});

describe("refresh: always in Pulumi.yaml", { timeout: 90_000 }, () => {
  beforeEach(() => {
    const path = join(stack.folder, "Pulumi.yaml");
    writeFileSync(path, `${readFileSync(path, "utf8")}options: { refresh: always }\n`);
    programs(
      `const a = new Item("a", { label: "1" }); new Item("b", { label: a.stamp }); return { stamp: a.stamp };`,
    );
  });

  test("preview shows what was changed by hand, up puts it right, and the next run has nothing to do", async () => {
    await good(up(stack.options(0)));
    stack.edit((store) => {
      (store["p/a"] as { label: string }).label = "by hand";
      delete store["p/b"];
    });
    calls();
    const planned = await preview(stack.options(0));
    expect(calls().sort()).toEqual(["read a", "read b"]);
    expect(planned.summary).toEqual({ same: 1, update: 1, create: 1 });
    const drift = outcomeJson(planned).steps.filter(({ op }) => op === "refresh");
    expect(drift.map(({ urn }) => urn.split("::").pop()).sort()).toEqual(["a", "b"]);
    await good(up(stack.options(0)));
    expect(stack.store).toMatchObject({ "p/a": { label: "1" }, "p/b": { label: "s-a" } });
    await good(up(stack.options(0, { expectNoChanges: true })));
    const off = await preview(stack.options(0, { refresh: false }));
    expect(off.steps.some(({ operation }) => operation === "refresh")).toBe(false);
  });

  test("a dry refresh shows the drift and writes nothing", async () => {
    await good(up(stack.options(0)));
    stack.edit((store) => {
      (store["p/a"] as { label: string }).label = "by hand";
    });
    const before = readFileSync(stack.checkpoint, "utf8");
    const outcome = await refresh(stack.options(0, { dryRun: true }));
    expect(outcome.summary).toEqual({ same: 1, update: 1 });
    expect(
      outcome.steps.flatMap(({ urn, found }) => (found === "update" ? [urn.split("::").pop()] : [])),
    ).toEqual(["a"]);
    expect(readFileSync(stack.checkpoint, "utf8")).toBe(before);
  });
});

describe("names", { timeout: 90_000 }, () => {
  test("two resources of one name are an error that names it", async () => {
    programs(`new Item("a"); new Item("a");`);
    const outcome = await up(stack.options(0));
    expect(outcome.ok).toBe(false);
    expect(wordsOf(outcome)).toContain(
      "Duplicate resource URN 'urn:pulumi:dev::golden::shelf:index:Item::a'",
    );
  });
});
