import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { cancelStack, EngineError, integrityProblems, up } from "../../../src/engine";
import { compileEngine, DepotStack, isAlive, startUp, until } from "./depot-stack";
import { wordsOf } from "./golden-stack";

/** An update that ends in the middle: by Ctrl-C, or by whatever ends a process at once. */
describe("an interrupted update", { timeout: 600_000 }, () => {
  let stack: DepotStack;
  let engine: DepotStack;
  let script: string;

  beforeAll(() => {
    engine = new DepotStack();
    script = compileEngine(engine.folder);
  });
  afterAll(() => engine.remove());
  beforeEach(() => {
    stack = new DepotStack();
  });
  afterEach(() => stack.remove());

  function resources(): string[] {
    return (stack.checkpoint().latest?.resources ?? [])
      .map(({ urn }) => urn.split("::").slice(3).join("::"))
      .sort();
  }

  function pending(): string[] {
    return (stack.checkpoint().latest?.pending_operations ?? [])
      .map(({ resource, type }) => `${type} ${resource.urn.split("::").slice(3).join("::")}`)
      .sort();
  }

  test("killed: pending creates and lock are on disk, the plugin ends, the next update resumes", async () => {
    const child = startUp(stack, script, { DEPOT_GATE: stack.gate });
    await until("three creates under way", () => stack.done("create").length === 3, child);
    const plugin = Number(stack.log().find(({ op }) => op === "start")?.pid);
    child.kill("SIGKILL");
    await once(child, "exit");

    expect(pending()).toEqual(["creating box-0", "creating box-1", "creating box-2"]);
    expect(integrityProblems(stack.checkpoint().latest ?? {})).toEqual([]);
    await until("the orphaned plugin ended", () => !isAlive(plugin));

    const refused = await up(stack.options()).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(EngineError);
    expect((refused as EngineError).code).toBe("locked");
    expect((refused as EngineError).message).toContain(`pid ${child.pid}`);

    expect(await cancelStack(stack.options())).toBe(1);
    const resumed = await up(stack.options());
    expect(resumed.ok, wordsOf(resumed)).toBe(true);
    expect(wordsOf(resumed)).toContain("3 pending operations from previous deployment");
    expect(resources()).toEqual(["box-0", "box-1", "box-2", "default", "depot-test-dev"]);
    // As the stock engine: nobody but a person knows whether they happened …
    expect(pending()).toEqual(["creating box-0", "creating box-1", "creating box-2"]);
    // … unless creates converge: then a later success settles them.
    const settled = await up(stack.options({}, { resolvePendingCreates: true }));
    expect(settled.ok, wordsOf(settled)).toBe(true);
    expect(pending()).toEqual([]);
    expect(stack.locks()).toEqual([]);
  });

  test("SIGINT: what is under way finishes and is saved, nothing new starts, the lock goes", async () => {
    const child = startUp(stack, script, { DEPOT_GATE: stack.gate });
    let words = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      words += chunk.toString();
    });
    await until("three creates under way", () => stack.done("create").length === 3, child);
    const plugin = Number(stack.log().find(({ op }) => op === "start")?.pid);
    child.kill("SIGINT");
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(isAlive(plugin)).toBe(true);
    writeFileSync(stack.gate, "");
    await once(child, "exit");

    expect(child.exitCode).toBe(1);
    expect(JSON.parse(words)).toMatchObject({ ok: false, cancelled: true });
    expect(pending()).toEqual([]);
    expect(resources()).toEqual(["box-0", "box-1", "box-2", "default", "depot-test-dev"]);
    expect(stack.locks()).toEqual([]);
    expect(isAlive(plugin)).toBe(false);

    const resumed = await up(stack.options());
    expect(resumed.ok, wordsOf(resumed)).toBe(true);
    expect(resumed.summary).toEqual({ same: 4 });
    expect(stack.done("create")).toHaveLength(3);
  });
});
