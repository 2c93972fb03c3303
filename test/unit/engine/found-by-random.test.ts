import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { destroy, integrityProblems, type Outcome, preview, refresh, up } from "../../../src/engine";
import { wordsOf } from "./golden-stack";
import { LightProject, lightUrn } from "./light/light-project";
import type { LightResource } from "./light/program";
import { HalfDone, nameOf, Provider } from "./light/provider";

/** What the random programs found in the engine, each as small as it gets. */
let provider: Provider;
let project: LightProject;
beforeEach(async () => {
  provider = new Provider({ secrets: false, detailed: false });
  project = await LightProject.start(provider);
});
afterEach(() => project.close());

const BOX = "depot:index:Box";
const urn = (name: string) => lightUrn([], BOX, name);

function box(key: string, more: Partial<LightResource> = {}): LightResource {
  return { key, type: BOX, name: key, ...more };
}

function program(...resources: LightResource[]): void {
  project.program = { resources };
}

/** Fails calls: `create a`. */
function failing(what: string, error: () => Error = () => new Error("out of order")): void {
  provider.hooks.before = ({ operation, urn: called }) => {
    if (`${operation} ${nameOf(called)}` === what) throw error();
  };
}

function calls(): string[] {
  const made = provider.calls.map(({ operation, urn: called }) => `${operation} ${nameOf(called)}`);
  provider.calls = [];
  return made;
}

function stateNames(): string[] {
  const { resources = [] } = project.deployment ?? {};
  return resources.map((resource) => nameOf(resource.urn)).sort();
}

async function good(work: Promise<Outcome>): Promise<Outcome> {
  const outcome = await work;
  expect(outcome.ok, wordsOf(outcome)).toBe(true);
  expect(integrityProblems(project.deployment ?? {})).toEqual([]);
  return outcome;
}

async function bad(work: Promise<Outcome>, words: string): Promise<Outcome> {
  const outcome = await work;
  expect(outcome.ok).toBe(false);
  expect(wordsOf(outcome)).toContain(words);
  expect(wordsOf(outcome)).not.toContain("breaks the rules");
  expect(integrityProblems(project.deployment ?? {})).toEqual([]);
  return outcome;
}

describe("secrets", () => {
  test("a create that is only half done keeps them sealed, with a provider that knows no secrets", async () => {
    program(box("a", { inputs: { label: { secret: "hush" }, tags: { deep: { secret: "hush" } } } }));
    failing("create a", () => new HalfDone("half done"));
    await bad(up(project.options()), "half done");
    expect(project.deployment?.resources?.some(({ initErrors }) => initErrors !== undefined)).toBe(true);
    expect(project.checkpointText).not.toContain("hush");
  });
});

describe("protection", () => {
  test("the other deletions go on, what the protected one needs stays, and all are told", async () => {
    program(
      box("base"),
      box("kept", { protect: true, dependsOn: ["base"] }),
      box("also", { protect: true }),
      box("free"),
    );
    await good(up(project.options()));
    calls();
    const outcome = await bad(destroy(project.options()), "because it is protected");
    expect(wordsOf(outcome)).toContain(urn("kept"));
    expect(wordsOf(outcome)).toContain(urn("also"));
    expect(calls()).toEqual(["delete free"]);
    expect(stateNames()).toEqual(["also", "base", "default", "kept", "light-dev"]);
  });

  test("what is deleted with something that stays is deleted by itself", async () => {
    program(
      box("base"),
      box("kept", { protect: true, dependsOn: ["base"] }),
      box("part", { deletedWith: "base" }),
    );
    await good(up(project.options()));
    await bad(destroy(project.options()), "because it is protected");
    expect([...provider.entities.values()].map((entity) => nameOf(entity.urn)).sort()).toEqual([
      "base",
      "kept",
    ]);
  });
});

describe("new names", () => {
  const renamed = (more: Partial<LightResource> = {}) =>
    box("a", { name: "a2", aliases: [urn("a")], ...more });

  test("count from when the resource stands under its new one, not while others still refer to the old", async () => {
    program(box("a", { inputs: { place: "x" } }), box("left", { dependsOn: ["a"] }));
    await good(up(project.options()));
    program(renamed({ inputs: { place: "y" } }));
    failing("create a2");
    await bad(up(project.options()), "out of order");
    provider.hooks.before = () => undefined;
    await good(up(project.options()));
    expect(stateNames()).toEqual(["a2", "default", "light-dev"]);
  });

  test("that could not be taken keep what the old one needs", async () => {
    program(box("d"), box("e", { dependsOn: ["d"] }));
    await good(up(project.options()));
    program(box("e", { name: "e2", aliases: [urn("e")], inputs: { label: "new" } }));
    project.driver = { tolerant: true };
    failing("update e2");
    await bad(up(project.options({ continueOnError: true })), "out of order");
    expect(stateNames()).toEqual(["d", "default", "e", "light-dev"]);
  });

  test("of a provider that is replaced leave its resources with the old one until they are updated", async () => {
    const region = (more: Partial<LightResource>) =>
      ({ key: "p", type: "pulumi:providers:depot", name: "p", ...more }) as LightResource;
    program(region({ inputs: { region: "eu" } }), box("a", { provider: "p", inputs: { label: "1" } }));
    await good(up(project.options()));
    const aliases = [lightUrn([], "pulumi:providers:depot", "p")];
    program(
      region({ name: "p2", aliases, inputs: { region: "ap" } }),
      box("a", { provider: "p", inputs: { label: "2" } }),
    );
    failing("update a");
    await bad(up(project.options()), "out of order");
    provider.hooks.before = () => undefined;
    await good(up(project.options()));
    expect(stateNames()).toEqual(["a", "light-dev", "p2"]);
  });

  test("wait while the resource is not among the targets, and its children find it under the old one", async () => {
    const rack = { key: "r", type: "depot:index:Rack", component: true };
    program({ ...rack, name: "r" }, box("b", { parent: "r" }), box("c"));
    await good(up(project.options()));
    program(
      { ...rack, name: "r2", aliases: [lightUrn([], "depot:index:Rack", "r")] },
      box("b", { parent: "r" }),
      box("c", { inputs: { label: "new" } }),
    );
    await good(up(project.options({ targets: [urn("c")] })));
    expect(stateNames()).toEqual(["b", "c", "default", "light-dev", "r"]);
    await good(up(project.options()));
    expect(stateNames()).toEqual(["b", "c", "default", "light-dev", "r2"]);
  });
});

describe("targets", () => {
  test("a target may not need what is new and no target", async () => {
    program(box("a"), box("b", { inputs: { label: { from: "a", output: "stamp" } } }));
    const words = `Resource '${urn("b")}' depends on '${urn("a")}' which was was not specified in --target list.`;
    const targets = [urn("b")];
    await bad(preview(project.options({ targets })), words);
    await bad(up(project.options({ targets })), words);
    expect(calls()).toEqual([]);
  });

  test("what is left alone follows in the list what it depends on", async () => {
    program(box("a"), box("c", { dependsOn: ["a"] }));
    await good(up(project.options()));
    program(box("b"), box("c"), box("a", { dependsOn: ["b"], inputs: { label: "new" } }));
    await good(up(project.options({ targets: [urn("a"), urn("b")] })));
    await good(up(project.options()));
    expect((await good(up(project.options()))).summary).toEqual({ same: 4 });
  });

  test("a replaced one that is still to be deleted keeps what it needs", async () => {
    const rack: LightResource = { key: "r", type: "depot:index:Rack", name: "r", component: true };
    program(rack, box("a", { parent: "r", inputs: { place: "x" } }));
    await good(up(project.options()));
    const aliases = [lightUrn(["depot:index:Rack"], BOX, "a")];
    program(rack, box("a", { aliases, inputs: { place: "y" } }));
    failing("delete a");
    await bad(up(project.options()), "out of order");
    provider.hooks.before = () => undefined;
    program(box("a", { aliases, inputs: { place: "y" } }));
    const outcome = await bad(
      up(project.options({ targets: [lightUrn([], "depot:index:Rack", "r")] })),
      "will be destroyed but was not specified in --target list",
    );
    expect(wordsOf(outcome)).not.toContain("state could not be saved");
    await good(up(project.options()));
    expect(stateNames()).toEqual(["a", "default", "light-dev"]);
  });

  test("providers are always among them", async () => {
    const region = (name: string) => ({
      key: "p",
      type: "pulumi:providers:depot",
      name: "p",
      inputs: { region: name },
    });
    program(region("eu"), box("a", { provider: "p" }), box("b"));
    const outcome = await good(up(project.options({ targets: [urn("a")] })));
    expect(outcome.summary).toEqual({ create: 3 });
    expect(calls()).toEqual(["create a"]);
  });

  test("destroy names every dependent that would have to go too", async () => {
    program(box("a"), box("b", { dependsOn: ["a"] }), box("c", { dependsOn: ["b"] }));
    await good(up(project.options()));
    calls();
    const outcome = await bad(
      destroy(project.options({ targets: [urn("a")] })),
      `Resource '${urn("b")}' will be destroyed`,
    );
    expect(wordsOf(outcome)).toContain(
      `Resource '${urn("c")}' will be destroyed but was not specified in --target list`,
    );
    expect(calls()).toEqual([]);
  });
});

describe("deleted before it is replaced", () => {
  const base = (place: string) => box("base", { inputs: { place, exclusive: true } });

  test("what is deleted with it is not asked for again, also when its replacement fails", async () => {
    const part = box("part", { deletedWith: "base" });
    program(base("x"), part);
    await good(up(project.options()));
    program(base("y"), part);
    failing("create part");
    await bad(up(project.options()), "out of order");
    provider.hooks.before = () => undefined;
    calls();
    await good(up(project.options()));
    expect(calls()).toEqual(["create part"]);
    expect(stateNames()).toEqual(["base", "default", "light-dev", "part"]);
  });

  test("what its new output would replace, by replaceOnChanges alone and ignored or not, goes first", async () => {
    const inputs = { label: { from: "base", output: "stamp" } };
    const top = (more: Partial<LightResource>) =>
      box("top", { inputs, replaceOnChanges: ["label"], ...more });
    program(base("x"), top({}));
    await good(up(project.options()));
    program(base("y"), top({ ignoreChanges: ["label"] }));
    calls();
    await good(up(project.options()));
    expect(calls()).toEqual(["delete top", "delete base", "create base", "create top"]);
    program(base("x"), top({}));
    await good(up(project.options()));
    expect(calls()).toEqual(["delete top", "delete base", "create base", "create top"]);
  });
});

describe("other ends", () => {
  test("a preview counts once what has to go before what it stands on is replaced", async () => {
    const base = (place: string) => box("base", { inputs: { place, exclusive: true } });
    program(base("x"), box("top", { inputs: { place: { from: "base", output: "id" } } }));
    await good(up(project.options()));
    program(base("y"));
    const planned = await good(preview(project.options()));
    const done = await good(up(project.options()));
    expect(planned.summary).toEqual(done.summary);
    expect(calls().slice(-3)).toEqual(["delete top", "delete base", "create base"]);
  });

  test("a destroy that is cancelled says so", async () => {
    program(box("a"), box("b", { dependsOn: ["a"] }));
    await good(up(project.options()));
    const stop = new AbortController();
    provider.hooks.before = () => stop.abort();
    await bad(destroy(project.options({ signal: stop.signal })), "destroy cancelled");
    expect(stateNames()).toEqual(["a", "default", "light-dev"]);
  });

  test("children of what a refresh finds gone go to the parent above it", async () => {
    program(
      { key: "r", type: "depot:index:Rack", name: "r", component: true },
      box("a", { parent: "r" }),
      box("b", { parent: "a" }),
    );
    await good(up(project.options()));
    for (const { id, urn: there } of [...provider.entities.values()])
      if (nameOf(there) === "a") provider.entities.delete(id);
    await good(refresh(project.options()));
    const parents = project.deployment?.resources?.map(({ urn: own, parent }) => [
      nameOf(own),
      nameOf(String(parent ?? "")),
    ]);
    expect(parents).toContainEqual(["b", "r"]);
  });

  test("ignoring a path that leads to an added element is told, and the element comes", async () => {
    program(box("a", { inputs: { tags: [1] }, ignoreChanges: ["tags[1]"] }));
    await good(up(project.options()));
    program(box("a", { inputs: { tags: [1, 2] }, ignoreChanges: ["tags[1]"] }));
    const outcome = await good(up(project.options()));
    expect(wordsOf(outcome)).toContain(
      'cannot ignore changes in added or removed elements of the path: "tags[1]"',
    );
    expect(outcome.summary).toEqual({ same: 1, update: 1 });
  });
});
