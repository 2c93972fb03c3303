import { commitOf } from "./commits";
import { GitError, gitBytes, type Repository, runGit } from "./run-git";
import type { TreeEntry } from "./tree";

const LINE_FEED = 10;

/**
 * Contents of blobs by object id.
 * @throws GitError when one of them is not there, or is no blob
 */
export async function readBlobs(
  repository: Repository,
  oids: readonly string[],
): Promise<Map<string, Buffer>> {
  const wanted = [...new Set(oids)];
  const blobs = new Map<string, Buffer>();
  if (wanted.length === 0) return blobs;
  const input = wanted.map((oid) => `${oid}\n`).join("");
  const output = await gitBytes(repository, ["cat-file", "--batch"], { input });
  let from = 0;
  for (const oid of wanted) {
    const end = output.indexOf(LINE_FEED, from);
    const [, type, size] = output.subarray(from, end).toString("latin1").split(" ");
    if (type !== "blob") throw new GitError("cat-file", 1, `${oid}: ${type ?? "missing"}`);
    const start = end + 1;
    blobs.set(oid, output.subarray(start, start + Number(size)));
    from = start + Number(size) + 1;
  }
  return blobs;
}

/** Sizes of blobs in bytes, by object id. @throws GitError when one is not there */
export async function blobSizes(
  repository: Repository,
  oids: readonly string[],
): Promise<Map<string, number>> {
  const wanted = [...new Set(oids)];
  if (wanted.length === 0) return new Map();
  const input = wanted.map((oid) => `${oid}\n`).join("");
  const output = await gitBytes(repository, ["cat-file", "--batch-check"], { input });
  const lines = output.toString("latin1").split("\n").filter(Boolean);
  return new Map(
    lines.map((line): [string, number] => {
      const [oid = "", type, size] = line.split(" ");
      if (type !== "blob") throw new GitError("cat-file", 1, `${oid}: ${type ?? "missing"}`);
      return [oid, Number(size)];
    }),
  );
}

/**
 * One file of a commit; undefined where there is none (or a folder, link or submodule).
 * @throws GitError when there is no such commit
 */
export async function readFileAt(
  repository: Repository,
  commit: string,
  path: string,
): Promise<Buffer | undefined> {
  const oid = await commitOf(repository, commit);
  const { exitCode, stdout } = await runGit(repository, ["ls-tree", "-z", "--full-tree", oid, "--", path]);
  const [mode = "", type, blob = ""] = stdout.toString("latin1").split(/[ \t]/);
  if (exitCode !== 0 || type !== "blob" || !isFile({ mode })) return undefined;
  return (await readBlobs(repository, [blob])).get(blob);
}

/** A file that may be written as one: no link, no submodule. */
export function isFile({ mode }: Pick<TreeEntry, "mode">): boolean {
  return mode === "100644" || mode === "100755";
}
