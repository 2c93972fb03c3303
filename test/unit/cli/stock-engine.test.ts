import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CommandError } from "../../../src/cli/command-error";
import { chooseEngine } from "../../../src/cli/engine/choose-engine";
import type { RunOptions } from "../../../src/cli/engine/runner";
import type { StackSettings } from "../../../src/cli/engine/settings";
import { stockArguments } from "../../../src/cli/engine/stock-arguments";
import { StockEngine } from "../../../src/cli/engine/stock-engine";
import { readEventLog } from "../../../src/cli/engine/stock-events";
import { recordedContext } from "./support";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "titip-pulumi-"));
  mkdirSync(join(folder, "bin"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A stand-in for the stock CLI's process: answers as a shell script does, and writes down how it was called. */
function installPulumi(script: string): NodeJS.ProcessEnv {
  const file = join(folder, "bin", "pulumi");
  writeFileSync(file, `#!/bin/sh\necho "$*" >>"${folder}/calls"\n${script}\n`);
  chmodSync(file, 0o755);
  return { PATH: `${join(folder, "bin")}:/usr/bin:/bin` };
}

const OPTIONS: RunOptions = {
  parallel: 7,
  continueOnError: true,
  diff: false,
  json: false,
  targets: [],
  expectNoChanges: false,
  yes: true,
  assumeApproved: [],
};

const settings = (): StackSettings => ({
  projectDir: folder,
  project: "titip",
  stack: "lab",
  backendUrl: "file://./state",
  passphrase: "x",
});

describe("choice of the engine", () => {
  it("is the stock CLI where it answers, else the embedded one", async () => {
    const environment = installPulumi("echo v3.260.0");
    expect(await chooseEngine(environment)).toMatchObject({ name: "pulumi", version: "v3.260.0" });
    expect(await chooseEngine(environment, "embedded")).toEqual({ name: "embedded" });
    expect(await chooseEngine({ PATH: "/nirgends" })).toEqual({ name: "embedded" });
  });

  it.each(["echo no version", "exit 1"])("a CLI that does '%s' is none", async (script) => {
    const environment = installPulumi(script);
    expect(await chooseEngine(environment)).toEqual({ name: "embedded" });
    await expect(chooseEngine(environment, "pulumi")).rejects.toThrow(CommandError);
  });

  it("a folder or plain file named pulumi is passed over", async () => {
    mkdirSync(join(folder, "bin", "pulumi"));
    expect(await chooseEngine({ PATH: join(folder, "bin") })).toEqual({ name: "embedded" });
  });

  it("asked for and missing, it is told how to go on", async () => {
    await expect(chooseEngine({ PATH: "" }, "pulumi")).rejects.toMatchObject({
      exitCode: 2,
      text: { id: "pulumi tidak ada di PATH" },
    });
  });
});

describe("the stock CLI's command line", () => {
  const line = (operation: "preview" | "up" | "refresh" | "destroy", changes: Partial<RunOptions> = {}) =>
    stockArguments(
      operation,
      settings(),
      { ...OPTIONS, ...changes },
      { interactive: false, color: false },
      "LOG",
    ).join(" ");

  it("up", () => {
    expect(line("up")).toBe(
      "up --stack lab --parallel 7 --color never --suppress-outputs --continue-on-error --yes --skip-preview --non-interactive --event-log LOG",
    );
  });

  it("preview changes nothing: no --yes, no --continue-on-error", () => {
    expect(line("preview", { diff: true, refresh: false, expectNoChanges: true, targets: ["a", "b"] })).toBe(
      "preview --stack lab --parallel 7 --color never --suppress-outputs --diff --refresh=false --expect-no-changes --target a --target b --non-interactive --event-log LOG",
    );
  });

  it("refresh has no --refresh, destroy no --expect-no-changes", () => {
    expect(line("refresh", { refresh: true })).not.toContain("--refresh");
    expect(line("destroy", { expectNoChanges: true })).not.toContain("--expect-no-changes");
  });

  it("json has neither colour nor diff", () => {
    expect(line("up", { json: true, diff: true })).toBe(
      "up --stack lab --parallel 7 --json --continue-on-error --yes --skip-preview --non-interactive --event-log LOG",
    );
  });
});

describe("a run of the stock CLI", () => {
  const URN = "urn:pulumi:lab::titip::titip:index:Hosting$titip:apache:VirtualHost::HST-2026-0007";
  const EVENTS = [
    { diagnosticEvent: { urn: URN, severity: "error", message: "<{%fg 1%}>configtest<{%reset%}>\n" } },
    { resOpFailedEvent: { metadata: { urn: URN } } },
    { summaryEvent: { resourceChanges: { create: 2, same: 1 } } },
  ];
  const SCRIPT = [
    'case "$1 $2" in',
    '"stack ls") echo "[]"; exit;;',
    '"stack init") exit;;',
    "esac",
    `echo "assumed=$TITIP_ASSUME_APPROVED backend=$PULUMI_BACKEND_URL" >>"$HERE/calls"`,
    'for word; do last=$word; done; cat "$HERE/events" >"$last"; exit "$CODE"',
  ].join("\n");

  function engine(code: number): StockEngine {
    const environment = {
      ...installPulumi(SCRIPT),
      HERE: folder,
      CODE: String(code),
      TITIP_ASSUME_APPROVED: "HST-1",
    };
    writeFileSync(join(folder, "events"), EVENTS.map((event) => `${JSON.stringify(event)}\n`).join(""));
    const choice = { name: "pulumi", executable: join(folder, "bin", "pulumi"), version: "v3" } as const;
    return new StockEngine(recordedContext(folder, { environment }), settings(), choice);
  }

  const calls = () => readFileSync(join(folder, "calls"), "utf8");

  it("makes a missing stack, tells what failed and what changed", async () => {
    const result = await engine(1).run("up", OPTIONS);
    expect(result).toEqual({
      ok: false,
      failures: [{ urn: URN, message: "configtest" }],
      changes: { create: 2, same: 1 },
      changed: [],
    });
    expect(calls()).toContain("stack init lab --no-select --non-interactive");
    expect(calls()).toContain("backend=file://./state");
  });

  it("an assumption reaches previews only, and never from outside", async () => {
    await engine(0).run("up", OPTIONS);
    expect(calls()).toContain("assumed= ");
    await engine(0).run("preview", { ...OPTIONS, assumeApproved: ["HST-2026-0011", "HST-2026-0012"] });
    expect(calls()).toContain("assumed=HST-2026-0011,HST-2026-0012 ");
  });

  it("an event log that was cut off is read up to there", () => {
    const log = `${JSON.stringify(EVENTS[1])}\n{"summaryEvent":{"resour`;
    expect(readEventLog(log)).toEqual({ failures: [{ urn: URN, message: "" }], changes: {}, changed: [] });
  });

  it("what was created, updated or replaced is told by its URN, what was only planned is not", () => {
    const done = (op: string, urn: string, planning = false) =>
      JSON.stringify({ resOutputsEvent: { metadata: { op, urn }, planning } });
    const log = [done("update", "a", true), done("update", "b"), done("same", "c"), done("create", "d")];
    expect(readEventLog(log.join("\n")).changed).toEqual(["b", "d"]);
  });

  it("outputs that cannot be had are an unusable stack", async () => {
    const environment = installPulumi('echo "error: no stack named lab" >&2; exit 255');
    const choice = { name: "pulumi", executable: join(folder, "bin", "pulumi") } as const;
    const stock = new StockEngine(recordedContext(folder, { environment }), settings(), choice);
    await expect(stock.outputs()).rejects.toMatchObject({ exitCode: 2 });
    await expect(stock.outputs()).rejects.toThrow("no stack named lab");
  });
});
