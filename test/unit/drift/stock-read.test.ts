import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { StockEngine } from "../../../src/cli/engine/stock-engine";
import { recordedContext } from "../cli/support";
import { recordSet, urnOf } from "./support";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "titip-pulumi-"));
  mkdirSync(join(folder, "bin"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A stand-in for the stock CLI's process, which writes the event log that it is told to and ends as it is told. */
function engineThatSays(log: string, ending: string): StockEngine {
  const executable = join(folder, "bin", "pulumi");
  writeFileSync(join(folder, "log"), log);
  const script = `echo "$*" >>"${folder}/calls"
log=; while [ $# -gt 0 ]; do [ "$1" = --event-log ] && log=$2; shift; done
cat "${folder}/log" >"$log"; ${ending}`;
  writeFileSync(executable, `#!/bin/sh\n${script}\n`);
  chmodSync(executable, 0o755);
  const settings = {
    projectDir: folder,
    project: "titip",
    stack: "lab",
    backendUrl: "file://./state",
    passphrase: "x",
  };
  const context = recordedContext(folder, { environment: { PATH: `${folder}/bin:/usr/bin:/bin` } });
  return new StockEngine(context, settings, { name: "pulumi", executable, version: "v3.260.0" });
}

const urn = urnOf(recordSet);
const found = { resOutputsEvent: { metadata: { urn, op: "same", new: { outputs: { server: "ns1" } } } } };

describe("reading the servers with the stock CLI", () => {
  it("previews a refresh, of the resources that are asked for, and writes nothing", async () => {
    const readings = await engineThatSays(JSON.stringify(found), "exit 0").read([urn]);
    expect(readings).toEqual([{ urn, outputs: { server: "ns1" } }]);
    const [call = ""] = readFileSync(join(folder, "calls"), "utf8").split("\n");
    expect(call).toMatch(
      /^refresh --preview-only --stack lab .*--target urn:\S+ --event-log \S+ --non-interactive$/,
    );
    expect(call).not.toContain("--yes");
  });

  it("a run in which some reads failed tells the others", async () => {
    const broken = { resOpFailedEvent: { metadata: { urn: "urn:x" } } };
    const log = [found, broken].map((event) => JSON.stringify(event)).join("\n");
    expect(await engineThatSays(log, "exit 255").read([])).toEqual([
      { urn, outputs: { server: "ns1" } },
      { urn: "urn:x", error: "" },
    ]);
  });

  it("a run that failed as a whole is told", async () => {
    const reading = engineThatSays("", "echo 'no stack named lab' >&2; exit 255").read([]);
    await expect(reading).rejects.toMatchObject({
      exitCode: 1,
      text: { en: "pulumi refresh: no stack named lab" },
    });
  });
});
