import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isFile, readBlobs } from "./objects";
import { GitError, type Repository } from "./run-git";
import { nameFault } from "./safe-name";
import { listTree, type TreeEntry } from "./tree";

export interface MaterialiseOptions {
  /** Files and folders to write, e.g. `["datacenter", "sop", "requests"]`; everything without it. */
  paths?: readonly string[];
  /** Refused beyond it; 20,000 and 256 MB by default. */
  mostFiles?: number;
  mostBytes?: number;
}

export interface Materialised {
  /** Paths that were written. */
  written: string[];
  /** Entries that were left out: links, submodules, names that no file should have. */
  left: TreeEntry[];
}

/** Files that one call asks Git for: keeps its answer small. */
const PORTION = 500;

/**
 * Writes a commit's regular files into a folder: no link, no submodule, no odd name, nothing executable. Nothing in
 * the tree can lead out of the folder.
 *
 * @param into an empty folder of this process; what is there is never replaced
 * @throws GitError when there is no such commit, or it is larger than allowed
 */
export async function materialise(
  repository: Repository,
  commit: string,
  into: string,
  { paths, mostFiles = 20_000, mostBytes = 1 << 28 }: MaterialiseOptions = {},
): Promise<Materialised> {
  const wanted = (await listTree(repository, commit)).filter(({ path }) => isUnder(path, paths));
  const entries = wanted.filter((entry) => isFile(entry) && nameFault(entry) === undefined);
  const bytes = entries.reduce((sum, { size }) => sum + size, 0);
  if (entries.length > mostFiles || bytes > mostBytes)
    throw new GitError("ls-tree", 1, `${entries.length} files, ${bytes} bytes: more than allowed`);
  for (let from = 0; from < entries.length; from += PORTION)
    await writePortion(repository, entries.slice(from, from + PORTION), into);
  const left = wanted.filter((entry) => !entries.includes(entry));
  return { written: entries.map(({ path }) => path), left };
}

async function writePortion(repository: Repository, entries: TreeEntry[], into: string): Promise<void> {
  const blobs = await readBlobs(
    repository,
    entries.map(({ oid }) => oid),
  );
  for (const { path, oid } of entries) {
    const file = join(into, path);
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, blobs.get(oid) ?? "", { flag: "wx", mode: 0o600 });
  }
}

function isUnder(path: string, roots: readonly string[] | undefined): boolean {
  return roots === undefined || roots.some((root) => path === root || path.startsWith(`${root}/`));
}
