import { lstatSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { SITE_FOLDERS } from "../git/change-places";
import { materialise } from "../git/materialise";
import { readBlobs } from "../git/objects";
import { gitText, runGit } from "../git/run-git";
import { listTree } from "../git/tree";
import type { RecordedFile } from "./queue";

/** What a run may write: the machine's own steps, what it repaired, and its evidence. */
const WRITTEN = ["requests", "records", "evidence"];

/**
 * A clean folder with a commit's data, as a work tree of the repository at that commit: what a run of an earlier try
 * left in it is gone. Only regular files are in it.
 * @throws GitError
 */
export async function prepareWork(repository: string, commit: string, folder: string): Promise<void> {
  await removeWork(repository, folder);
  await gitText(repository, ["worktree", "add", "--detach", "--no-checkout", "--force", folder, commit]);
  await materialise(repository, commit, folder, { paths: SITE_FOLDERS });
  await gitText(folder, ["read-tree", commit]);
}

/** Takes the folder away, and what Git keeps of it. */
export async function removeWork(repository: string, folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  await runGit(repository, ["worktree", "prune"]);
}

/** What the run has written: files that differ from the commit's, sorted. @throws GitError */
export async function writtenFiles(
  repository: string,
  commit: string,
  folder: string,
): Promise<RecordedFile[]> {
  const tree = (await listTree(repository, commit)).filter(({ type }) => type === "blob");
  const known = new Map(tree.map(({ path, oid }) => [path, oid]));
  const files = WRITTEN.flatMap((root) => walk(folder, root)).sort();
  const blobs = await readBlobs(
    repository,
    files.flatMap((path) => known.get(path) ?? []),
  );
  return files.flatMap((path) => {
    const bytes = readFileSync(join(folder, path));
    const before = blobs.get(known.get(path) ?? "");
    return before?.equals(bytes) ? [] : [{ path, text: bytes.toString("utf8") }];
  });
}

/** Regular files below a folder, by their path from the root. */
function walk(root: string, path: string): string[] {
  if (!lstatSync(join(root, path), { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(join(root, path), { withFileTypes: true }).flatMap((entry) => {
    const inner = `${path}/${entry.name}`;
    if (entry.isDirectory()) return walk(root, inner);
    return entry.isFile() ? [inner] : [];
  });
}
