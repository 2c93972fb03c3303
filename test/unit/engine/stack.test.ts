import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  destroy,
  EngineError,
  exportStack,
  importStack,
  integrityProblems,
  preview,
  stackOutputs,
  up,
} from "../../../src/engine";
import { createCrypter } from "../../../src/engine/secrets/passphrase";
import type { Checkpoint } from "../../../src/engine/state/deployment";
import { stackFiles } from "../../../src/engine/state/file-backend";
import { lockStack } from "../../../src/engine/state/lock";
import { DepotStack } from "./depot-stack";
import { wordsOf } from "./golden-stack";
import { shareSalt } from "./shared-salt";

let stack: DepotStack;
beforeEach(() => {
  stack = new DepotStack();
});
afterEach(() => stack.remove());

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await work.catch((reason: unknown) => reason);
  return error instanceof EngineError ? error.code : `no EngineError: ${String(error)}`;
}

/** Every file that an operation left, with what it says. */
function writtenFiles(folder: string): [string, string][] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => [path, readFileSync(path, "utf8")]);
}

describe("state and secrets", { timeout: 300_000 }, () => {
  test("secret configuration reaches program and provider, and stands nowhere in the open", async () => {
    const crypter = await createCrypter("depot");
    const config = `encryptionsalt: ${crypter.salt}\nconfig:\n  depot-test:password:\n    secure: ${crypter.encrypt("hunter2-secret")}\n  depot-test:place: shelf 4\n`;
    writeFileSync(join(stack.folder, "Pulumi.dev.yaml"), config);
    const options = stack.options({ PROGRAM: "configured" });
    const outcome = await up(options);
    expect(outcome.ok, wordsOf(outcome)).toBe(true);
    expect(JSON.stringify(stack.log())).toContain("hunter2-secret");
    expect(await stackOutputs(options)).toEqual({ label: "[secret]", place: "shelf 4" });
    expect(await stackOutputs({ ...options, showSecrets: true })).toEqual({
      label: "hunter2-secret",
      place: "shelf 4",
    });
    const files = writtenFiles(stack.files);
    expect(files.length).toBeGreaterThan(3);
    for (const [path, text] of files) expect(text.includes("hunter2-secret"), path).toBe(false);
    const again = await up(options);
    expect(again.summary).toEqual({ same: 2 });
  });

  test("a new stack gets its salt in Pulumi.<stack>.yaml and in the state, and files in the layout of the file backend", async () => {
    writeFileSync(join(stack.folder, "Pulumi.dev.yaml"), "# our stack\nconfig: {}\n");
    expect((await up(stack.options())).ok).toBe(true);
    const yaml = readFileSync(join(stack.folder, "Pulumi.dev.yaml"), "utf8");
    const { latest } = stack.checkpoint();
    expect(yaml).toContain("# our stack");
    expect(yaml).toContain(`encryptionsalt: ${latest?.secrets_providers?.state?.salt}`);
    expect(stack.checkpoint().stack).toBe("organization/depot-test/dev");
    expect(readFileSync(join(stack.files, "meta.yaml"), "utf8")).toBe("version: 1\n");
    expect(readdirSync(join(stack.files, "history", "depot-test", "dev")).sort()).toEqual([
      expect.stringMatching(/^dev-\d{19}\.checkpoint\.json$/),
      expect.stringMatching(/^dev-\d{19}\.history\.json$/),
    ]);
    expect((await up(stack.options())).ok).toBe(true);
    expect(readdirSync(join(stack.files, "backups", "depot-test", "dev"))).toHaveLength(1);
    expect(readdirSync(join(stack.files, "stacks", "depot-test")).sort()).toEqual([
      "dev.json",
      "dev.json.bak",
    ]);
  });

  test("another passphrase is refused", async () => {
    expect((await up(stack.options())).ok).toBe(true);
    expect(await codeOf(preview(stack.options({}, { passphrase: "wrong" })))).toBe("passphrase");
    const { PULUMI_CONFIG_PASSPHRASE: _, ...environment } = stack.environment();
    expect(await codeOf(preview({ ...stack.options(), environment }))).toBe("passphrase");
    expect(stack.locks()).toEqual([]);
  });

  test("preview writes nothing", async () => {
    const outcome = await preview(stack.options());
    expect(outcome.summary).toEqual({ create: 4 });
    expect(readdirSync(stack.folder).sort()).toEqual([
      "Pulumi.yaml",
      "log",
      "node_modules",
      "package.json",
      "plugin",
      "program.js",
    ]);
  });

  test("an exported deployment can be imported into a new place", async () => {
    expect((await up(stack.options())).ok).toBe(true);
    const exported = await exportStack(stack.options());
    const elsewhere = stack.options({}, { backendUrl: `file://${stack.folder}/other` });
    await importStack(elsewhere, exported);
    expect((await exportStack(elsewhere)).deployment.resources).toEqual(exported.deployment.resources);
    expect((await up({ ...elsewhere, expectNoChanges: true })).ok).toBe(true);
    const resources = [...(exported.deployment.resources ?? [])].reverse();
    const broken = { ...exported, deployment: { ...exported.deployment, resources } };
    expect(await codeOf(importStack(elsewhere, broken))).toBe("integrity");
  });

  test("state of another version, or broken, is refused and left alone", async () => {
    expect((await up(stack.options())).ok).toBe(true);
    const good = readFileSync(stack.checkpointPath, "utf8");
    const variants: [string, (checkpoint: Checkpoint) => void][] = [
      ["unsupported", (checkpoint) => Object.assign(checkpoint, { version: 4, features: ["views"] })],
      ["integrity", ({ checkpoint }) => Object.assign(checkpoint.latest?.manifest ?? {}, { magic: "0" })],
      ["integrity", ({ checkpoint }) => checkpoint.latest?.resources?.reverse()],
      [
        "unsupported",
        ({ checkpoint }) =>
          Object.assign(checkpoint.latest?.resources?.[0] ?? {}, { viewOf: "urn:pulumi:x" }),
      ],
      [
        "unsupported",
        ({ checkpoint }) => Object.assign(checkpoint.latest?.secrets_providers ?? {}, { type: "cloud" }),
      ],
    ];
    for (const [code, spoil] of variants) {
      const checkpoint = JSON.parse(good) as Checkpoint;
      spoil(checkpoint);
      const text = JSON.stringify(checkpoint);
      writeFileSync(stack.checkpointPath, text);
      expect(await codeOf(up(stack.options()))).toBe(code);
      expect(readFileSync(stack.checkpointPath, "utf8")).toBe(text);
      expect(stack.locks()).toEqual([]);
    }
  });
});

describe("lock", { timeout: 300_000 }, () => {
  beforeEach(() => shareSalt(stack.folder, "depot"));

  test("held by another, up, refresh and destroy wait for nobody; preview goes on", async () => {
    const lock = await lockStack(stackFiles(stack.state, "depot-test", "dev"));
    expect(await codeOf(up(stack.options()))).toBe("locked");
    expect(await codeOf(destroy(stack.options()))).toBe("locked");
    expect((await preview(stack.options())).ok).toBe(true);
    await lock.release();
    expect((await up(stack.options())).ok).toBe(true);
    expect(stack.locks()).toEqual([]);
  });
});

describe("what the embedded engine refuses", { timeout: 300_000 }, () => {
  beforeEach(() => shareSalt(stack.folder, "depot"));

  const refusals: [string, string][] = [
    ["importing", "import ids"],
    ["transformed", "transforms"],
    ["triggered", "replacementTrigger"],
    ["archive", "archives are not supported"],
  ];
  for (const [program, words] of refusals)
    test(program, async () => {
      const outcome = await up(stack.options({ PROGRAM: program }));
      expect(outcome.ok).toBe(false);
      expect(wordsOf(outcome).toLowerCase()).toContain(words.toLowerCase());
      expect(stack.done("create")).toEqual([]);
    });

  test("backends other than files, runtimes other than nodejs, unknown packages", async () => {
    expect(await codeOf(preview(stack.options({}, { backendUrl: "s3://bucket" })))).toBe("unsupported");
    const yaml = readFileSync(join(stack.folder, "Pulumi.yaml"), "utf8");
    writeFileSync(join(stack.folder, "Pulumi.yaml"), yaml.replace("nodejs", "python"));
    expect(await codeOf(preview(stack.options()))).toBe("unsupported");
    writeFileSync(join(stack.folder, "Pulumi.yaml"), yaml.replace("name: depot,", "name: other,"));
    const outcome = await preview(stack.options());
    expect(outcome.ok).toBe(false);
    expect(wordsOf(outcome)).toContain('no plugin for package "depot"');
  });
});

describe("a program that fails", { timeout: 300_000 }, () => {
  beforeEach(() => shareSalt(stack.folder, "depot"));

  test("registrations already sent are carried out, nothing is deleted", async () => {
    expect((await up(stack.options())).ok).toBe(true);
    const outcome = await up(stack.options({ PROGRAM: "throwing" }));
    expect(outcome.ok).toBe(false);
    expect(wordsOf(outcome)).toContain("the program gives up");
    expect(stack.done("create")).toContain("made");
    expect(stack.done("delete")).toEqual([]);
    expect(outcome.outputs).toEqual({ count: 3 });
    expect(stack.locks()).toEqual([]);
  });

  test("an exit code of zero proves nothing", async () => {
    expect((await up(stack.options())).ok).toBe(true);
    const outcome = await up(stack.options({ PROGRAM: "quitting" }));
    expect(outcome.ok).toBe(false);
    expect(stack.done("delete")).toEqual([]);
  });
});

describe("many resources", { timeout: 300_000 }, () => {
  beforeEach(() => shareSalt(stack.folder, "depot"));

  test("creates are under way together and cost few writes", async () => {
    const many = stack.options({ COUNT: "120", DEPOT_GATE: stack.gate });
    const work = up(many);
    const all = async () => {
      while (stack.done("create").length < 120) await new Promise((resolve) => setTimeout(resolve, 50));
      writeFileSync(stack.gate, "");
    };
    const [outcome] = await Promise.all([work, all()]);
    expect(outcome.ok, wordsOf(outcome)).toBe(true);
    expect(outcome.writes).toBeLessThan(120);
    expect(integrityProblems(stack.checkpoint().latest ?? {})).toEqual([]);
    const removed = await destroy(stack.options());
    expect(removed.ok, wordsOf(removed)).toBe(true);
    expect(removed.writes).toBeLessThan(30);
    expect(stack.done("delete")).toHaveLength(120);
    expect(stack.checkpoint().latest?.resources ?? []).toEqual([]);
  });

  test("parallel limits what runs at once", async () => {
    const outcome = await up(stack.options({ COUNT: "6" }, { parallel: 1 }));
    expect(outcome.ok, wordsOf(outcome)).toBe(true);
    const order = stack.log().flatMap(({ op }) => (op === "create" || op === "created" ? [op] : []));
    expect(order).toEqual(Array.from({ length: 6 }, () => ["create", "created"]).flat());
  });
});
