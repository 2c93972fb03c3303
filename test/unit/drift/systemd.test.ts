import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CommandSpec } from "../../../src/cli/command-spec";
import { COMMANDS } from "../../../src/cli/commands";

const REPOSITORY = resolve(__dirname, "../../..");
const FOLDER = join(REPOSITORY, "systemd");
const units = readdirSync(FOLDER).sort();
const services = units.filter((name) => name.endsWith(".service"));
const hasSystemd = spawnSync("systemd-analyze", ["--version"]).status === 0;

function text(unit: string): string {
  return readFileSync(join(FOLDER, unit), "utf8");
}

function optionsOf({ options = [] }: CommandSpec): string[] {
  return options.flatMap(({ flags }) => flags.match(/--[a-z-]+/g) ?? []);
}

describe.each(services)("%s", (service) => {
  const [, words = ""] = /^ExecStart=\S+\/bin\/titip (.*)$/m.exec(text(service)) ?? [];
  const [name, inner] = words.split(" ");

  it("starts a command that there is, with options that it knows", () => {
    const found = COMMANDS.find((one) => one.name === name);
    const command = found?.commands?.find((one) => one.name === inner) ?? found;
    if (!command) throw new Error(`no command ${words}`);
    for (const option of words.match(/--[a-z-]+/g) ?? []) expect(optionsOf(command)).toContain(option);
  });

  it("has no rights, writes nowhere but its own folders", () => {
    for (const line of [
      "NoNewPrivileges=yes",
      "ProtectSystem=strict",
      "CapabilityBoundingSet=",
      "User=titip-control",
    ])
      expect(text(service).split("\n")).toContain(line);
  });
});

it("only the one that applies what was approved changes a server", () => {
  const commandOf = (unit: string) => /\/bin\/titip (\S+)/.exec(text(unit))?.[1];
  const changing = services.filter((unit) => !["drift", "due"].includes(commandOf(unit) ?? ""));
  expect(changing).toEqual(["titip-git.service"]);
});

it("each timer has its service", () => {
  const timers = units.filter((name) => name.endsWith(".timer"));
  expect(timers).toEqual(["titip-drift.timer", "titip-due.timer", "titip-git.timer"]);
  for (const timer of timers) expect(services).toContain(timer.replace(".timer", ".service"));
});

describe.runIf(hasSystemd)("as systemd reads them", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "titip-units-"));
    const here = (unit: string) => text(unit).replaceAll("/srv/titip/", `${REPOSITORY}/`);
    for (const unit of units) writeFileSync(join(folder, unit), here(unit));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const analyze = (...words: string[]) => {
    const { status, stdout, stderr } = spawnSync("systemd-analyze", words, { encoding: "utf8" });
    return { status, words: `${stdout}${stderr}` };
  };

  it("they have no fault", () => {
    const { status, words } = analyze("verify", ...units.map((unit) => join(folder, unit)));
    expect(status, words).toBe(0);
    expect(words).not.toContain(folder); // of a line that it does not know it warns only
  });

  it.each(services)("%s is exposed little", (service) => {
    const found = analyze("security", "--offline=yes", "--no-pager", "--threshold=25", join(folder, service));
    expect(found.status, found.words).toBe(0);
  });
});
