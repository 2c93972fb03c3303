import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { materialiseCommand, refusalComment } from "../../../src/cli/git/materialise";
import { recordCommand } from "../../../src/cli/git/record";
import { mergeChange } from "../../../src/git/merge-change";
import { recordedContext } from "../cli/support";
import { aDataCentre, type Clone } from "../git/support";

const MACHINE = { by: { name: "titip", email: "titip@localhost" }, at: new Date("2026-11-24T00:00:00Z") };
const FILE = "requests/hosting/HST-2026-0008.yaml";

let site: Clone;
let base: string;

beforeEach(() => {
  site = aDataCentre();
  base = site.git("rev-parse", "HEAD");
});

/** A branch of one commit that leaves main where `base` is; main is checked out again. */
function branch(change: () => void): string {
  site.git("checkout", "--quiet", "--detach", base);
  change();
  const head = site.commit("cabang");
  site.git("checkout", "--quiet", "main");
  return head;
}

function rulesOf(head: string, onto = site.git("rev-parse", "main")) {
  return mergeChange(site.folder, { base: onto, head }, MACHINE).then(({ commit, refusals }) => ({
    commit,
    rules: refusals.map(({ rule, file }) => (file === undefined ? rule : `${rule} ${file}`)),
  }));
}

describe("a branch merged as data", () => {
  it("is main as it would be, with what main has taken in since", async () => {
    const head = branch(() => site.write("requests/hosting/dari-cabang.yaml", "a\n"));
    site.write("requests/hosting/dari-main.yaml", "b\n");
    const main = site.commit("main");
    const { commit, rules } = await rulesOf(head);
    expect(rules).toEqual([]);
    const names = site.git("ls-tree", "--name-only", `${commit}`, "requests/hosting/");
    expect(names).toContain("dari-cabang.yaml");
    expect(names).toContain("dari-main.yaml");
    expect(site.git("show", "-s", "--format=%P", `${commit}`)).toBe(`${main} ${head}`);
  });

  it("is refused where main has changed the same lines, by file", async () => {
    const head = branch(() => site.write("requests/hosting/sama.yaml", "cabang\n"));
    site.write("requests/hosting/sama.yaml", "main\n");
    site.commit("main");
    expect((await rulesOf(head)).rules).toEqual(["merge-conflict requests/hosting/sama.yaml"]);
  });

  it("is refused where it shares no history with main", async () => {
    site.git("checkout", "--quiet", "--orphan", "lain");
    const head = site.commit("lain");
    expect((await rulesOf(head, base)).rules).toEqual(["no-common-history"]);
  });

  it("may bring no program, link, or inventory together with a request", async () => {
    const head = branch(() => {
      site.write("pipeline/main.sh", "true\n");
      site.link("requests/hosting/x.yaml", "/etc/passwd");
      site.write("datacenter/servers.yaml", "jahat: true\n");
    });
    expect((await rulesOf(head)).rules).toEqual([
      "code-change pipeline/main.sh",
      "symbolic-link requests/hosting/x.yaml",
      "mixed-change datacenter/servers.yaml",
    ]);
  });

  it("is not merged at all when it brings ten thousand files", async () => {
    const head = branch(() => {
      mkdirSync(join(site.folder, "requests/banyak"));
      for (let count = 0; count < 10_000; count += 1)
        writeFileSync(join(site.folder, `requests/banyak/${count}.yaml`), `${count}\n`);
    });
    expect((await rulesOf(head)).rules).toEqual(["change-files"]);
  });
});

/** Runs a command of `titip git` on the site's repository. */
async function run(command: typeof materialiseCommand, options: Record<string, unknown>) {
  const context = recordedContext(site.folder, { lang: "en" });
  const invocation = { arguments: [site.folder], options: { format: "text", ...options } };
  return { code: await command.run?.(context, invocation), printed: context.printed };
}

function newFolder(): string {
  return join(mkdtempSync(join(tmpdir(), "titip-data-")), "data");
}

describe("titip git materialise", () => {
  it("leaves the programs of main out of the folder, too: data is data", async () => {
    site.write("bin/titip", "#!/bin/sh\n");
    base = site.commit("program");
    const head = branch(() => site.write(FILE, "# cabang\n"));
    const into = newFolder();
    expect((await run(materialiseCommand, { base: "main", head, into })).code).toBe(0);
    expect(readFileSync(join(into, FILE), "utf8")).toBe("# cabang\n");
    expect(existsSync(join(into, "bin"))).toBe(false);
  });

  it("touches no folder that holds anything", async () => {
    const into = newFolder();
    mkdirSync(into);
    writeFileSync(join(into, "milik-orang"), "");
    await expect(run(materialiseCommand, { head: "main", into })).rejects.toThrow(/holds something/);
    expect(existsSync(join(into, "milik-orang"))).toBe(true);
  });

  it("takes no option of Git's for a commit", async () => {
    const into = newFolder();
    await expect(run(materialiseCommand, { head: "--output=/tmp/x", into })).rejects.toThrow(/Git: /);
    expect(existsSync(into)).toBe(false);
  });

  it("writes what is refused as a comment that obeys nothing of the branch and is never too long", () => {
    const refusal = {
      rule: "file-kind",
      file: `requests/<img src=x>@semua_${"#".repeat(90_000)}.exe`,
      found: { id: "f", en: "f" },
      remedy: { id: "r", en: "r" },
    };
    const text = refusalComment(
      Array.from({ length: 900 }, () => refusal),
      "id",
    );
    expect(text).toMatch(/^## Titip: perubahan ini belum dapat diterima\n/);
    expect(text).not.toMatch(/<img|@semua/);
    expect(text).toContain("870 lagi");
    expect(text.length).toBeLessThan(60_000);
  });
});

describe("titip git record", () => {
  it("makes a commit of the machine's on main's tip, or none where nothing is new", async () => {
    const into = newFolder();
    await run(materialiseCommand, { head: "main", into });
    expect(await run(recordCommand, { from: into, onto: "main" })).toEqual({ code: 0, printed: [] });
    writeFileSync(join(into, FILE), `${readFileSync(join(into, FILE), "utf8")}# dibuat\n`);
    writeFileSync(join(into, "datacenter/servers.yaml"), "bukan: milik mesin\n");
    site.write("README.md", "main maju\n");
    const tip = site.commit("main maju");
    const { printed } = await run(recordCommand, { from: into, onto: "main" });
    const [commit = ""] = printed;
    expect(site.git("show", "-s", "--format=%P %an", commit)).toBe(`${tip} titip`);
    expect(site.git("diff", "--name-only", tip, commit)).toBe(FILE);
    expect(site.git("rev-parse", "main")).toBe(tip);
  });

  it("keeps main's own lines where both have changed them", async () => {
    const into = newFolder();
    await run(materialiseCommand, { head: "main", into });
    const text = readFileSync(join(into, FILE), "utf8");
    writeFileSync(join(into, FILE), `${text}# mesin\n`);
    site.write(FILE, `${text}# orang\n`);
    site.commit("orang");
    expect(await run(recordCommand, { from: into, onto: "main" })).toEqual({ code: 0, printed: [] });
  });
});
