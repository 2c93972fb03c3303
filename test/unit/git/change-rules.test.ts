import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { printRefusals } from "../../../src/approval/refusal";
import { judgeChange } from "../../../src/git/judge-change";
import { aRepository, type Clone } from "./support";

let clone: Clone;
let base = "";
beforeAll(() => {
  clone = aRepository();
  clone.write("requests/hosting/HST-2026-0001.yaml", "kind: hosting\n");
  clone.write("evidence/HST-2026-0001/decision.json", "{}\n");
  clone.write("approvals/perbaikan.yaml", "kind: repair\n");
  clone.write("records/usage/2026-11/web1.yaml", "a: 1\n");
  clone.write("datacenter/officers.yaml", "officers: {}\n");
  clone.write("package.json", "{}\n");
  clone.write("bin/titip", "#!/bin/sh\n");
  clone.executable("bin/titip");
  base = clone.commit();
});
afterEach(() => {
  clone.git("checkout", "-q", "-f", "main");
  clone.git("reset", "-q", "--hard", base);
  clone.git("clean", "-qfd");
});
afterAll(() => rmSync(clone.folder, { recursive: true, force: true }));

const HOSTING = "requests/hosting/HST-2026-0002.yaml";

async function rulesOf(as?: "branch"): Promise<string[]> {
  const refusals = await judgeChange(clone.folder, base, clone.commit(), { as });
  return refusals.map(({ rule, file }) => (file === undefined ? rule : `${rule} ${file}`));
}

describe("a change may", () => {
  it("bring requests, approvals, evidence, records, and change requests and records", async () => {
    clone.write(HOSTING, "kind: hosting\n");
    clone.write("requests/hosting/HST-2026-0001.yaml", "kind: hosting\nsteps: {}\n");
    clone.write("approvals/lain.yaml", "kind: change\n");
    clone.write("evidence/HST-2026-0002/decision.json", "{}\n");
    clone.write("evidence/HST-2026-0002/decision.sig", "x\n");
    clone.write("records/usage/2026-11/web1.yaml", "a: 2\n");
    expect(await rulesOf()).toEqual([]);
  });

  it("change the inventory by itself, with its approval", async () => {
    clone.write("datacenter/officers.yaml", "officers: { a: {} }\n");
    clone.write("sop/hosting.yaml", "a: 1\n");
    clone.write("approvals/inventaris.yaml", "kind: change\n");
    clone.write("evidence/approvals/inventaris.json", "{}\n");
    expect(await rulesOf()).toEqual([]);
  });

  it("take away what has a bad name", async () => {
    clone.write("requests/hosting/-rf.md", "x\n");
    const with_ = clone.commit();
    clone.remove("requests/hosting/-rf.md");
    expect(await judgeChange(clone.folder, with_, clone.commit())).toEqual([]);
  });
});

describe("a change is refused", () => {
  it("with a symbolic link", async () => {
    clone.link(HOSTING, "/etc/passwd");
    expect(await rulesOf()).toEqual([`symbolic-link ${HOSTING}`]);
  });

  it("with a file that became a link", async () => {
    clone.remove("requests/hosting/HST-2026-0001.yaml");
    clone.link("requests/hosting/HST-2026-0001.yaml", "HST-2026-0002.yaml");
    expect(await rulesOf()).toEqual(["symbolic-link requests/hosting/HST-2026-0001.yaml"]);
  });

  it("with a submodule", async () => {
    clone.git("update-index", "--add", "--cacheinfo", `160000,${base},requests/modul`);
    clone.git("commit", "-q", "-m", "modul");
    const refusals = await judgeChange(clone.folder, base, "HEAD");
    expect(refusals.map(({ rule }) => rule)).toEqual(["submodule"]);
  });

  it("with an executable file", async () => {
    clone.write(HOSTING, "kind: hosting\n");
    clone.executable(HOSTING);
    expect(await rulesOf()).toEqual([`executable ${HOSTING}`]);
  });

  it.each([
    ["name-newline", "requests/hosting/a\nb.yaml"],
    ["name-invisible", "requests/hosting/a\u001b]0;x\u0007.yaml"],
    ["name-invisible", "requests/hosting/a\u202elmay.yaml"],
    ["name-odd", "requests/hosting/-rf.yaml"],
    ["name-odd", ".gitattributes"],
    ["name-odd", ".gitmodules"],
    ["name-odd", "requests/a:b.yaml"],
  ])("%s: %j", async (rule, path) => {
    clone.write(path, "x\n");
    expect(await rulesOf()).toEqual([`${rule} ${path}`]);
  });

  it("with a name that is not UTF-8", async () => {
    const oid = clone.git("hash-object", "-w", "package.json");
    const line = Buffer.concat([Buffer.from(`100644 ${oid}\trequests/`), Buffer.from([0xff, 0])]);
    execFileSync("git", ["-C", clone.folder, "update-index", "-z", "--index-info"], { input: line });
    clone.git("commit", "-q", "-m", "uji");
    const refusals = await judgeChange(clone.folder, base, "HEAD");
    expect(refusals.map(({ rule }) => rule)).toEqual(["name-encoding"]);
  });

  it("with a name that differs only in case, of a file or of a folder", async () => {
    clone.write("requests/hosting/hst-2026-0001.yaml", "x\n");
    clone.write("requests/Hosting/HST-2026-0009.yaml", "x\n");
    expect(await rulesOf()).toEqual([
      "name-case requests/Hosting/HST-2026-0009.yaml",
      "name-case requests/hosting/hst-2026-0001.yaml",
    ]);
  });

  it.each([
    ["workflow-change", ".github/workflows/titip.yml"],
    ["workflow-change", ".gitlab-ci.yml"],
    ["workflow-change", ".forgejo/workflows/x.yml"],
    ["workflow-change", "CODEOWNERS"],
    ["code-change", "package.json"],
    ["code-change", "package-lock.json"],
    ["code-change", "src/index.ts"],
    ["code-change", "Pulumi.lab.yaml"],
    ["code-change", "requests/hosting/x.js"],
    ["code-change", "bin/baru"],
    ["not-data", "README.md"],
    ["not-data", "lain/berkas.yaml"],
    ["file-kind", "requests/hosting/x.bin"],
    ["file-kind", "requests/hosting/.tersembunyi.yaml"],
    ["file-kind", "evidence/HST-2026-0001/x.yaml"],
  ])("%s: %s", async (rule, path) => {
    clone.write(path, "isi baru\n");
    expect(await rulesOf()).toEqual([`${rule} ${path}`]);
  });

  it("when it takes code away", async () => {
    clone.remove("package.json");
    expect(await rulesOf()).toEqual(["code-change package.json"]);
  });

  it("when inventory and requests come together", async () => {
    clone.write("datacenter/officers.yaml", "officers: { penyerang: {} }\n");
    clone.write(HOSTING, "kind: hosting\n");
    expect(await rulesOf()).toEqual(["mixed-change datacenter/officers.yaml"]);
  });

  it.each([
    ["request-removed", "requests/hosting/HST-2026-0001.yaml"],
    ["evidence-removed", "evidence/HST-2026-0001/decision.json"],
    ["approval-removed", "approvals/perbaikan.yaml"],
    ["record-removed", "records/usage/2026-11/web1.yaml"],
  ])("%s", async (rule, path) => {
    clone.remove(path);
    expect(await rulesOf()).toEqual([`${rule} ${path}`]);
  });

  it.each([
    ["evidence-changed", "evidence/HST-2026-0001/decision.json"],
    ["approval-changed", "approvals/perbaikan.yaml"],
  ])("%s", async (rule, path) => {
    clone.write(path, "lain\n");
    expect(await rulesOf()).toEqual([`${rule} ${path}`]);
  });

  it("when a request is moved away", async () => {
    clone.git("mv", "requests/hosting/HST-2026-0001.yaml", HOSTING);
    expect(await rulesOf()).toEqual(["request-removed requests/hosting/HST-2026-0001.yaml"]);
  });

  it("with ten thousand files: one reason, not ten thousand", async () => {
    for (let count = 0; count < 10_000; count += 1) clone.write(`requests/hosting/n${count}.yaml`, "x\n");
    expect(await rulesOf()).toEqual(["change-files"]);
  });

  it("with more than 5 MB", async () => {
    clone.write("records/a.yaml", "x".repeat(3_000_000));
    clone.write("records/b.yaml", "y".repeat(3_000_000));
    expect(await rulesOf()).toEqual(["change-size"]);
  });

  it("when main would go back, or elsewhere", async () => {
    clone.write(HOSTING, "kind: hosting\n");
    const other = clone.commit();
    const refusals = await judgeChange(clone.folder, other, base);
    expect(refusals.map(({ rule }) => rule)).toEqual(["not-fast-forward"]);
  });
});

describe("another branch", () => {
  it("may hold code, links and half-done work", async () => {
    clone.write("src/index.ts", "x\n");
    clone.link("requests/tautan", "x");
    expect(await rulesOf("branch")).toEqual([]);
  });

  it("is refused for its size and for names that steer a terminal", async () => {
    clone.write("a\nb", "x\n");
    expect(await rulesOf("branch")).toEqual(["name-newline a\nb"]);
  });
});

it("a refusal tells a terminal nothing of the name that it would obey", async () => {
  clone.write("requests/hosting/a\nb\u001b[2J.yaml", "x\n");
  const refusals = await judgeChange(clone.folder, base, clone.commit());
  const text = printRefusals(refusals, { format: "text", lang: "id" });
  expect(text).toContain("nama berkas memuat ganti baris");
  expect(text).toContain("perbaikan: Namai berkas");
  expect(text).not.toContain("\u001b");
  expect(text.split("\n")).toHaveLength(3);
});
