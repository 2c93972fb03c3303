import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ApplyJob, ApplyPort } from "../../../src/git-server/apply-entry";
import { drain } from "../../../src/git-server/drain";
import { withDrainLock } from "../../../src/git-server/drain-lock";
import { enqueuePushed } from "../../../src/git-server/enqueue-pushed";
import { hookText } from "../../../src/git-server/hook-text";
import { initServer } from "../../../src/git-server/init-server";
import type { GatePort } from "../../../src/git-server/main-gate";
import { listQueue } from "../../../src/git-server/queue";
import { receive } from "../../../src/git-server/receive";
import { noteOf } from "../../../src/git-server/result-note";
import { serverPaths } from "../../../src/git-server/server-folder";
import { parseEnvironment } from "../../../src/git-server/settings";
import { verifyPush } from "../../../src/git-server/verify-port";
import { DEFAULT_LIMITS } from "../../../src/plan/limits";
import type { RequestPlan } from "../../../src/plan/plan";
import { planSite } from "../../../src/plan/plan-site";
import { loadSite } from "../../../src/schema/load-site";
import { hasErrors } from "../../../src/schema/problem";
import { aDataCentre, type Clone, git } from "./support";

const NONE = "0".repeat(40);
const REQUEST = "requests/hosting/HST-2026-0007.yaml";
const NOW = new Date("2026-11-24T01:00:00Z");

let clone: Clone;
let bare = "";
beforeEach(async () => {
  clone = aDataCentre();
  bare = mkdtempSync(join(tmpdir(), "titip-bare-"));
  await initServer(bare, { program: ["/node", "/titip"], project: "/nowhere", environment: {} });
  // The tests call what the hooks would call.
  for (const hook of ["pre-receive", "post-receive"]) rmSync(join(bare, "hooks", hook));
  push();
});
afterEach(() => {
  for (const folder of [clone.folder, bare]) rmSync(folder, { recursive: true, force: true });
});

function push(ref = "HEAD:refs/heads/main"): string {
  clone.git("push", "-q", "--force", bare, ref);
  return clone.git("rev-parse", "HEAD");
}

const tip = () => git(bare, "rev-parse", "refs/heads/main");

function edit(path: string, change: (text: string) => string): void {
  clone.write(path, change(readFileSync(join(clone.folder, path), "utf8")));
}

const check = (folder: string) => {
  const { site, problems } = loadSite(folder);
  return { site, problems, isSound: !hasErrors(problems) };
};

describe("a push to main", () => {
  const port = (approved?: RequestPlan[]): GatePort => ({
    check,
    exported: async () => ({ version: 3, deployment: {} }),
    plan: (site, exported) => planSite(site, exported),
    verify: async (input) =>
      approved
        ? { demanded: true, refusals: [], approvals: approvalsOf(approved), limits: DEFAULT_LIMITS }
        : verifyPush(input, { now: NOW.getTime() }),
  });
  const approvalsOf = (plans: RequestPlan[]) => ({
    plansOf: (id: string) => plans.filter(({ request }) => request === id),
    isOverridden: () => false,
  });

  /** Pushes to a branch, so that the objects are there, and judges it as a push to `ref`. */
  async function judge(approved?: RequestPlan[], ref = "refs/heads/main"): Promise<string> {
    const before = tip();
    const after = push("HEAD:refs/heads/uji");
    const printed: string[] = [];
    const print = (text: string) => printed.push(text);
    const isFine = await receive(bare, [{ before, after, ref }], {
      port: port(approved),
      lang: "id",
      print,
    });
    expect(isFine).toBe(printed.length === 0);
    return printed.join("\n");
  }

  it("that changes no plan needs no approval", async () => {
    edit(REQUEST, (text) => `${text}# catatan\n`);
    clone.commit();
    expect(await judge([])).toBe("");
  });

  it("is refused when its history is another", async () => {
    edit(REQUEST, (text) => `${text}# satu\n`);
    clone.commit();
    push();
    clone.git("reset", "-q", "--hard", "HEAD~1");
    edit(REQUEST, (text) => `${text}# dua\n`);
    clone.commit();
    expect(await judge([])).toContain("main hanya boleh bertambah");
  });

  it.each([
    ["ini tautan simbolis", () => clone.link("requests/hosting/HST-2026-0099.yaml", "/etc/passwd")],
    ["mengatur alur kerja", () => clone.write(".github/workflows/x.yml", "on: push\n")],
    ["memuat ganti baris", () => clone.write("requests/hosting/a\nb.yaml", "x\n")],
    [
      "diubah bersama permohonan",
      () => {
        edit("datacenter/servers.yaml", (text) => `${text}# penyerang\n`);
        edit(REQUEST, (text) => `${text}# bersama\n`);
      },
    ],
    ["[unknown-field]", () => edit(REQUEST, (text) => `${text}tidak_dikenal: 1\n`)],
  ])("is refused: %s", async (words, change) => {
    change();
    clone.commit();
    expect(await judge([])).toContain(words);
  });

  describe("with another plan", () => {
    const alias = () =>
      edit(REQUEST, (text) => text.replace("aliases: [epuskesmas]", "aliases: [rekam-medis]"));
    const planned = () => {
      const record = { version: 3, deployment: {} };
      const plan = planSite(loadSite(clone.folder).site, record).requests.find(
        ({ request }) => request === "HST-2026-0007",
      );
      if (!plan) throw new Error("HST-2026-0007 is planned in the example");
      return plan;
    };

    it("is refused without an approval, with what would be done", async () => {
      alias();
      clone.commit();
      const words = await judge([]);
      expect(words).toContain("HST-2026-0007: perubahan ini belum disetujui");
      expect(words).toContain("titip:apache:VirtualHost");
    });

    it("is taken in with an approval of exactly this digest, squashed or not", async () => {
      alias();
      clone.commit("satu");
      edit(REQUEST, (text) => `${text}# dua\n`);
      clone.commit("dua");
      clone.git("reset", "-q", "--soft", "HEAD~2");
      clone.git("commit", "-q", "-m", "digabung");
      expect(await judge([planned()])).toBe("");
    });

    it("is refused with the lines that differ when something else was approved", async () => {
      const old = planned();
      alias();
      clone.commit();
      const now = planned();
      const words = await judge([old]);
      expect(words).toContain(`yang disetujui ${old.digest}, yang akan dilakukan sekarang ${now.digest}`);
      expect(words).toMatch(/^ {4}- .*epuskesmas/m);
      expect(words).toMatch(/^ {4}\+ .*rekam-medis/m);
    });
  });

  it.each([
    ["refs/notes/titip", "ditulis oleh server saja"],
    ["refs/titip/applied", "bukan cabang"],
    ["refs/replace/x", "bukan cabang"],
  ])("%s may be pushed by nobody", async (ref, words) => {
    clone.commit();
    expect(await judge([], ref)).toContain(words);
  });

  it("main may not be removed", async () => {
    const printed: string[] = [];
    const pushed = [{ before: tip(), after: NONE, ref: "refs/heads/main" }];
    const print = (text: string) => printed.push(text);
    expect(await receive(bare, pushed, { port: port([]), lang: "en", print })).toBe(false);
    expect(printed.join()).toContain("main must not be removed");
  });
});

describe("the queue", () => {
  class Killed extends Error {}
  let runs: string[] = [];
  let said: string[] = [];
  let deed: (job: ApplyJob) => number = () => 0;
  beforeEach(() => {
    runs = [];
    said = [];
    deed = () => 0;
  });

  function port(reached?: (point: string) => void): ApplyPort {
    return {
      check,
      reached,
      exported: async () => ({ version: 3, deployment: {} }),
      plan: (site, exported) => planSite(site, exported),
      up: async (job) => {
        runs.push(job.entry.commit);
        return { exitCode: deed(job), log: "dijalankan\n" };
      },
      say: ({ id }) => said.push(id),
      now: () => NOW,
    };
  }

  /** What `up --record` does: a line in a request's file. */
  function records(job: ApplyJob): number {
    const file = join(job.folder, REQUEST);
    const text = readFileSync(file, "utf8");
    if (!text.includes("# tercatat")) writeFileSync(file, `${text}# tercatat ${runs.length}\n`);
    return 0;
  }

  let count = 0;
  function pushed(name: string): string {
    const before = tip();
    clone.git("pull", "-q", "--rebase", bare, "main");
    edit("requests/hosting/HST-2026-0010.yaml", (text) => `${text}# ${name}\n`);
    clone.commit(name);
    const after = push();
    count += 1;
    const now = new Date(NOW.getTime() + count);
    enqueuePushed(bare, [{ before, after, ref: "refs/heads/main" }], { now, by: "uji" });
    return after;
  }

  it("applies each push at its own commit, the oldest first, and notes what came of it", async () => {
    const commits = ["satu", "dua", "tiga"].map(pushed);
    expect(await drain(bare, port())).toEqual({ busy: false, applied: 3, failed: 0 });
    expect(runs).toEqual(commits);
    expect(listQueue(serverPaths(bare).queue)).toEqual([]);
    const note = await noteOf(bare, commits[1] ?? "");
    expect(note).toMatchObject({ kind: "apply", ok: true, pushed_by: "uji", log: "dijalankan\n" });
    expect(await drain(bare, port())).toEqual({ busy: false, applied: 0, failed: 0 });
    expect(runs).toHaveLength(3);
    expect(readdirSync(serverPaths(bare).work)).toEqual([]);
  });

  it("puts the machine's records onto main, whatever came meanwhile, and applies nothing for them", async () => {
    deed = records;
    pushed("satu");
    pushed("dua");
    await drain(bare, port());
    const text = git(bare, "show", `main:${REQUEST}`);
    expect(text).toContain("# tercatat 1");
    expect(text).not.toContain("# tercatat 2");
    expect(git(bare, "show", "main:requests/hosting/HST-2026-0010.yaml")).toContain("# dua");
    expect(git(bare, "log", "-1", "--format=%an", "main")).toBe("titip");
    await drain(bare, port());
    expect(runs).toHaveLength(2);
  });

  it("goes on after a failure, keeps its record, and tries main again later", async () => {
    const [bad, good] = [pushed("rusak"), pushed("baik")];
    deed = ({ entry }) => (entry.commit === bad ? 1 : 0);
    expect(await drain(bare, port())).toEqual({ busy: false, applied: 1, failed: 1 });
    expect(await noteOf(bare, bad)).toMatchObject({ ok: false, exit_code: 1 });
    expect(await noteOf(bare, good)).toMatchObject({ ok: true });
    const last = pushed("rusak lagi");
    deed = () => 1;
    await drain(bare, port());
    deed = () => 0;
    expect(await drain(bare, port())).toEqual({ busy: false, applied: 1, failed: 0 });
    expect(runs.slice(-2)).toEqual([last, last]);
  });

  it.each(["chosen", "tried", "applied", "saved", "noted", "recorded", "marked"])(
    "killed at '%s', the next run goes on: nothing lost, nothing done twice",
    async (point) => {
      deed = records;
      const commits = [pushed("satu"), pushed("dua")];
      const kill = (reached: string) => {
        if (reached === point) throw new Killed();
      };
      await expect(drain(bare, port(kill))).rejects.toThrow(Killed);
      await drain(bare, port());
      expect([...new Set(runs)]).toEqual(commits);
      // Only a run whose end was not on disk yet is run again.
      expect(runs).toHaveLength(point === "applied" ? 3 : 2);
      expect(git(bare, "show", `main:${REQUEST}`).match(/# tercatat/g)).toHaveLength(1);
      expect(git(bare, "log", "--author=titip", "--format=%H", "main").split("\n")).toHaveLength(1);
      expect(await noteOf(bare, commits[0] ?? "")).toMatchObject({ ok: true });
      expect(listQueue(serverPaths(bare).queue)).toEqual([]);
    },
  );

  it("finds a push whose hook was killed before it could queue it", async () => {
    edit(REQUEST, (text) => `${text}# terlewat\n`);
    clone.commit();
    const commit = push();
    await drain(bare, port());
    expect(runs).toEqual([commit]);
  });

  it("never goes back to a commit that a later one has overtaken", async () => {
    const before = tip();
    const old = pushed("lama");
    const [entry] = listQueue(serverPaths(bare).queue);
    pushed("baru");
    if (entry) rmSync(join(serverPaths(bare).queue, `${entry.id}.json`));
    await drain(bare, port());
    enqueuePushed(bare, [{ before, after: old, ref: "refs/heads/main" }], { now: NOW, by: "uji" });
    await drain(bare, port());
    expect(runs).not.toContain(old);
  });

  it("is left to the run that holds it", async () => {
    pushed("satu");
    const { lock, queue } = serverPaths(bare);
    const held = await withDrainLock(lock, () => drain(bare, port()));
    expect(held?.value.busy).toBe(true);
    expect(listQueue(queue)).toHaveLength(1);
    expect(runs).toEqual([]);
  });
});

describe("set-up", () => {
  it("is the same again, and leaves what is there", async () => {
    const before = tip();
    const settings = { program: ["/node", "/titip"] as [string, string], project: "/p", environment: {} };
    await initServer(bare, settings);
    const hook = readFileSync(join(bare, "hooks/pre-receive"), "utf8");
    await initServer(bare, settings);
    expect(readFileSync(join(bare, "hooks/pre-receive"), "utf8")).toBe(hook);
    expect(tip()).toBe(before);
    expect(git(bare, "config", "receive.fsckObjects")).toBe("true");
    expect(existsSync(join(bare, "hooks/post-receive"))).toBe(true);
  });

  it("quotes the installation's path for the hook's shell", () => {
    expect(hookText("pre-receive", ["/node", "/opt/o'brien/titip"])).toContain(
      "'/opt/o'\\''brien/titip' git receive",
    );
  });

  it("reads a file of variables as systemd does", () => {
    expect(parseEnvironment("# x\nA=1\nB=\"dua kata\"\nexport C='3'\nbukan baris\n")).toEqual({
      A: "1",
      B: "dua kata",
      C: "3",
    });
  });
});
