import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { commitOf, findCommit, isAncestor, mergeBase, updateRef } from "../../../src/git/commits";
import { materialise } from "../../../src/git/materialise";
import { blobSizes, readBlobs, readFileAt } from "../../../src/git/objects";
import { GitError, gitText, runGit } from "../../../src/git/run-git";
import { nameFault } from "../../../src/git/safe-name";
import { changedPaths, listTree } from "../../../src/git/tree";
import { readNote, writeCommit, writeNote } from "../../../src/git/write-commit";
import { aRepository, type Clone } from "./support";

let clone: Clone;
let into = "";
beforeEach(() => {
  clone = aRepository();
  into = mkdtempSync(join(tmpdir(), "titip-into-"));
});
afterEach(() => {
  rmSync(clone.folder, { recursive: true, force: true });
  rmSync(into, { recursive: true, force: true });
});

/** A tree made of entries as they are, whatever Git's porcelain would refuse. */
function treeOf(entries: [mode: string, type: string, oid: string, name: Buffer | string][]): string {
  const lines = entries.map(([mode, type, oid, name]) =>
    Buffer.concat([Buffer.from(`${mode} ${type} ${oid}\t`), Buffer.from(name), Buffer.from([0])]),
  );
  const run = (words: string[], input: Buffer | string) =>
    execFileSync("git", ["-C", clone.folder, ...words], { input, encoding: "utf8" }).trim();
  const tree = run(["mktree", "-z", "--missing"], Buffer.concat(lines));
  return clone.git("commit-tree", tree, "-m", "uji");
}

function blob(text: string): string {
  return execFileSync("git", ["-C", clone.folder, "hash-object", "-w", "--stdin"], {
    input: text,
    encoding: "utf8",
  }).trim();
}

describe("runGit", () => {
  it("takes no settings of a person, runs no hook and no program that a repository names", async () => {
    const witness = join(into, "witness");
    writeFileSync(join(into, "spy"), `#!/bin/sh\ntouch '${witness}'\n`, { mode: 0o755 });
    clone.write("a", "1\n");
    clone.commit();
    clone.git("config", "core.fsmonitor", join(into, "spy"));
    clone.git("config", "core.hooksPath", into);
    clone.git("config", "core.pager", join(into, "spy"));
    clone.git("config", "diff.external", join(into, "spy"));
    clone.write("a", "2\n");
    await runGit(clone.folder, ["diff", "--no-ext-diff", "HEAD"]);
    await runGit(clone.folder, ["status"]);
    expect(existsSync(witness)).toBe(false);
  });

  it("says Git's own words when it refuses", async () => {
    await expect(gitText(clone.folder, ["cat-file", "-t", "0".repeat(40)])).rejects.toThrow(GitError);
  });

  it("takes a name that looks like an option for a name", async () => {
    clone.commit();
    await expect(commitOf(clone.folder, "--all")).rejects.toThrow("no such commit");
    expect(await findCommit(clone.folder, "--help")).toBeUndefined();
  });
});

describe("listTree, changedPaths", () => {
  it("keep hostile names as they are", async () => {
    const oid = blob("x");
    const commit = treeOf([
      ["100644", "blob", oid, "baris\nbaru"],
      ["100644", "blob", oid, Buffer.from([0x61, 0xff])],
      ["120000", "blob", oid, "tautan"],
      ["160000", "commit", "1".repeat(40), "submodul"],
    ]);
    const tree = await listTree(clone.folder, commit);
    expect(tree.map(({ mode, type, path, exact, size }) => [mode, type, path, exact, size])).toEqual([
      ["100644", "blob", "a\uFFFD", false, 1],
      ["100644", "blob", "baris\nbaru", true, 1],
      ["160000", "commit", "submodul", true, 0],
      ["120000", "blob", "tautan", true, 1],
    ]);
    expect(await changedPaths(clone.folder, undefined, commit)).toHaveLength(4);
  });

  it("tell what was added, changed, taken away, or is of another kind", async () => {
    for (const name of ["tetap", "ubah", "hapus", "jenis"]) clone.write(name, `${name}\n`);
    const base = clone.commit();
    clone.write("ubah", "lain\n");
    clone.remove("hapus");
    clone.remove("jenis");
    clone.link("jenis", "tetap");
    clone.write("baru/berkas", "baru\n");
    const head = clone.commit();
    const changed = await changedPaths(clone.folder, base, head);
    expect(changed.map(({ status, path, oldMode, newMode }) => [status, path, oldMode, newMode])).toEqual([
      ["A", "baru/berkas", "", "100644"],
      ["D", "hapus", "100644", ""],
      ["T", "jenis", "100644", "120000"],
      ["M", "ubah", "100644", "100644"],
    ]);
  });
});

describe("materialise", () => {
  it("writes regular files only, for their owner, nothing executable", async () => {
    clone.write("requests/a.yaml", "a\n");
    clone.write("requests/b.sh", "b\n");
    clone.executable("requests/b.sh");
    clone.link("requests/c.yaml", "/etc/passwd");
    clone.write("src/d.ts", "d\n");
    const commit = clone.commit();
    const { written, left } = await materialise(clone.folder, commit, into, { paths: ["requests"] });
    expect(written).toEqual(["requests/a.yaml", "requests/b.sh"]);
    expect(left.map(({ path }) => path)).toEqual(["requests/c.yaml"]);
    expect(readdirSync(join(into, "requests"))).toEqual(["a.yaml", "b.sh"]);
    expect(statSync(join(into, "requests/b.sh")).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(into, "requests/a.yaml"), "utf8")).toBe("a\n");
  });

  it("never leads out of the folder, and leaves names with line breaks alone", async () => {
    const oid = blob("keluar");
    const inner = (name: string) => {
      const tree = execFileSync("git", ["-C", clone.folder, "mktree"], {
        input: `100644 blob ${oid}\t${name}\n`,
        encoding: "utf8",
      });
      return tree.trim();
    };
    const commit = treeOf([
      ["40000", "tree", inner("x.yaml"), ".."],
      ["40000", "tree", inner("config"), ".git"],
      ["100644", "blob", oid, "a\nb.yaml"],
      ["100644", "blob", oid, "biasa.yaml"],
    ]);
    const { written, left } = await materialise(clone.folder, commit, into);
    expect(written).toEqual(["biasa.yaml"]);
    expect(left).toHaveLength(3);
    expect(readdirSync(into)).toEqual(["biasa.yaml"]);
    expect(existsSync(join(into, "..", "x.yaml"))).toBe(false);
  });

  it("refuses what is larger than it may be", async () => {
    clone.write("a", "1");
    clone.write("b", "2");
    const commit = clone.commit();
    await expect(materialise(clone.folder, commit, into, { mostFiles: 1 })).rejects.toThrow(
      "more than allowed",
    );
  });
});

it.each([
  ["requests/hosting/HST-2026-0007.yaml", undefined],
  ["requests/a\nb", "line-feed"],
  ["requests/a\u001b[2J", "invisible"],
  ["requests/a\u202eb", "invisible"],
  ["../luar", "way-out"],
  ["a//b", "way-out"],
  [".git/hooks/x", "git-folder"],
  ["a/.GIT/x", "git-folder"],
  ["a/git~1", "git-folder"],
  [".gitattributes", "odd"],
  ["-rf", "odd"],
  ["a\\b", "odd"],
  ["a ", "odd"],
  ["x".repeat(600), "long"],
])("the name %j: %s", (path, fault) => {
  expect(nameFault({ path, exact: true })).toBe(fault);
});

describe("commits", () => {
  it("find where two branches parted, and whether one holds the other", async () => {
    clone.write("a", "1");
    const base = clone.commit();
    clone.git("checkout", "-q", "-b", "cabang");
    clone.write("b", "1");
    const branch = clone.commit();
    clone.git("checkout", "-q", "main");
    clone.write("c", "1");
    const main = clone.commit();
    expect(await mergeBase(clone.folder, branch, "main")).toBe(base);
    expect(await isAncestor(clone.folder, base, branch)).toBe(true);
    expect(await isAncestor(clone.folder, main, branch)).toBe(false);
  });

  it("are made without a work tree, and a ref moves only from where it was", async () => {
    clone.write("a", "1\n");
    clone.write("b/c", "2\n");
    const parent = clone.commit();
    const by = { name: "titip", email: "titip@localhost" };
    const at = new Date("2026-11-24T00:00:00Z");
    const files = new Map<string, string | undefined>([
      ["b/d.yaml", "baru\n"],
      ["a", undefined],
    ]);
    const commit = await writeCommit(clone.folder, parent, { files, message: "catat\n", by, at });
    expect((await listTree(clone.folder, commit)).map(({ path }) => path)).toEqual(["b/c", "b/d.yaml"]);
    expect(clone.git("log", "-1", "--format=%an %at %P", commit)).toBe(
      `titip ${at.getTime() / 1000} ${parent}`,
    );
    expect(await updateRef(clone.folder, "refs/heads/main", { to: commit, from: commit })).toBe(false);
    expect(await updateRef(clone.folder, "refs/heads/main", { to: commit, from: parent })).toBe(true);
    const same = new Map([["b/d.yaml", "baru\n"]]);
    expect(await writeCommit(clone.folder, commit, { files: same, message: "", by, at })).toBe(commit);
  });

  it("carry one note each, the last one written", async () => {
    const commit = clone.commit();
    const note = { ref: "titip", commit, by: { name: "titip", email: "t@localhost" }, at: new Date() };
    expect(await readNote(clone.folder, "titip", commit)).toBeUndefined();
    await writeNote(clone.folder, { ...note, text: "satu\n" });
    await writeNote(clone.folder, { ...note, text: "dua\n" });
    expect(await readNote(clone.folder, "titip", commit)).toBe("dua\n");
  });
});

describe("objects", () => {
  it("are read whole, however many", async () => {
    const texts = ["", "a\nb\n", "\0\u00ff", "x".repeat(100_000)];
    const oids = texts.map(blob);
    const blobs = await readBlobs(clone.folder, oids);
    expect(oids.map((oid) => blobs.get(oid)?.toString())).toEqual(texts);
    expect([...(await blobSizes(clone.folder, oids)).values()]).toEqual([0, 4, 3, 100_000]);
    await expect(readBlobs(clone.folder, ["1".repeat(40)])).rejects.toThrow("missing");
  });

  it("readFileAt finds files, and neither links nor folders", async () => {
    clone.write("a/b.yaml", "isi\n");
    clone.link("tautan", "a/b.yaml");
    const commit = clone.commit();
    expect((await readFileAt(clone.folder, commit, "a/b.yaml"))?.toString()).toBe("isi\n");
    for (const path of ["tautan", "a", "tidak-ada"])
      expect(await readFileAt(clone.folder, commit, path)).toBeUndefined();
  });
});
