import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { requestsToAssume } from "../../../src/cli/engine/assume-approved";
import { changedRequestFiles } from "../../../src/cli/engine/changed-requests";
import { loadSite } from "../../../src/schema/load-site";

const PROJECT = join(__dirname, "../../..");
/** Demo requests: assessed and waiting for the decision; approved; not yet assessed. */
const WAITING = "HST-2026-0011";
const APPROVED = "HST-2026-0007";
const EARLY = "HST-2026-0012";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "titip-git-"));
  for (const part of ["datacenter", "sop", "requests"])
    cpSync(join(PROJECT, part), join(folder, part), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function git(...words: string[]): void {
  const identity = [
    "-c",
    "user.name=uji",
    "-c",
    "user.email=uji@example.invalid",
    "-c",
    "commit.gpgsign=false",
  ];
  execFileSync("git", ["-C", folder, ...identity, ...words], { stdio: "pipe" });
}

function commitAll(): void {
  git("add", "-A");
  git("commit", "-q", "-m", "uji");
}

const fileOf = (id: string) => `requests/hosting/${id}.yaml`;

function touch(id: string): void {
  const file = join(folder, fileOf(id));
  writeFileSync(file, `${readFileSync(file, "utf8")}# diubah\n`);
}

const assumed = (wanted?: string[] | boolean) => requestsToAssume(loadSite(folder).site, wanted);

describe("on a branch", () => {
  beforeEach(() => {
    git("init", "-q", "-b", "main");
    rmSync(join(folder, fileOf(WAITING)));
    commitAll();
    git("checkout", "-q", "-b", "permohonan");
    cpSync(join(PROJECT, fileOf(WAITING)), join(folder, fileOf(WAITING)));
  });

  it("requests are taken that changed against main and wait for their decision: untracked, staged, committed", async () => {
    expect(await assumed()).toEqual([WAITING]);
    git("add", "-A");
    expect(await assumed()).toEqual([WAITING]);
    commitAll();
    expect(await assumed()).toEqual([WAITING]);
  });

  it("others that changed are not: approved ones, or ones without their assessment", async () => {
    commitAll();
    touch(APPROVED);
    touch(EARLY);
    expect(await changedRequestFiles(folder)).toEqual([APPROVED, WAITING, EARLY].map(fileOf));
    expect(await assumed()).toEqual([WAITING]);
  });

  it("--no-assume-approved takes none", async () => {
    expect(await assumed(false)).toEqual([]);
  });

  it("what main got meanwhile is not this branch's", async () => {
    commitAll();
    git("checkout", "-q", "main");
    touch(EARLY);
    commitAll();
    git("checkout", "-q", "permohonan");
    expect(await changedRequestFiles(folder)).toEqual([fileOf(WAITING)]);
  });
});

describe("without a difference", () => {
  it("on main itself nothing is assumed", async () => {
    git("init", "-q", "-b", "main");
    commitAll();
    expect(await assumed()).toEqual([]);
  });

  it("outside Git, and before the first commit, nothing is assumed", async () => {
    expect(await assumed()).toEqual([]);
    git("init", "-q", "-b", "main");
    expect(await assumed()).toEqual([]);
  });
});

describe("--assume-approved", () => {
  it("takes the named ones, each once", async () => {
    expect(await assumed([WAITING, WAITING])).toEqual([WAITING]);
  });

  it.each([
    [APPROVED, "tidak sedang menunggu keputusan"],
    [EARLY, "tidak sedang menunggu keputusan"],
    ["HST-2026-9999", "permohonan HST-2026-9999 tidak ada"],
  ])("refuses %s", async (id, words) => {
    await expect(assumed([id])).rejects.toMatchObject({
      exitCode: 2,
      text: { id: expect.stringContaining(words) },
    });
  });
});
