import { commitOf } from "./commits";
import { gitBytes, type Repository } from "./run-git";

/** One entry of a commit's tree, folders left out. */
export interface TreeEntry {
  /** `100644`, `100755` (executable), `120000` (symbolic link), `160000` (submodule). */
  mode: string;
  type: "blob" | "commit";
  oid: string;
  /** Bytes; 0 for a submodule. */
  size: number;
  /** From the root of the tree, with `/`, exactly as it stands there: it may hold line feeds or steer a terminal. */
  path: string;
  /** False when the name is not UTF-8: `path` then only stands for it. */
  exact: boolean;
}

/** One path that differs between two commits. A renamed file is one deleted and one added. */
export interface ChangedPath {
  /** Added, modified, deleted, or of another kind now (a file that became a link). */
  status: "A" | "M" | "D" | "T";
  path: string;
  exact: boolean;
  /** Empty where there is none before or after. */
  oldMode: string;
  newMode: string;
  oldOid: string;
  newOid: string;
}

/**
 * Every file, link and submodule of a commit, sorted as Git sorts.
 * @param commit an object id or a name such as `main`
 * @throws GitError when there is no such commit
 */
export async function listTree(repository: Repository, commit: string): Promise<TreeEntry[]> {
  const oid = await commitOf(repository, commit);
  const listed = await gitBytes(repository, ["ls-tree", "-r", "-z", "--long", "--full-tree", oid]);
  return records(listed).map(treeEntry);
}

/**
 * What differs between two commits, sorted as Git sorts.
 * @param base undefined: everything in `head` is new
 * @throws GitError when there is no such commit
 */
export async function changedPaths(
  repository: Repository,
  base: string | undefined,
  head: string,
): Promise<ChangedPath[]> {
  if (base === undefined) return (await listTree(repository, head)).map(asAdded);
  const [from, to] = [await commitOf(repository, base), await commitOf(repository, head)];
  const words = ["diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-abbrev", "--no-ext-diff"];
  const parts = records(await gitBytes(repository, [...words, from, to]));
  const changed: ChangedPath[] = [];
  for (let index = 0; index + 1 < parts.length; index += 2) {
    const [head, name] = parts.slice(index, index + 2);
    if (head && name) changed.push(changedPath(head.toString("latin1"), name));
  }
  return changed;
}

const NOTHING = /^0+$/;

/** `:100644 100644 <oid> <oid> M` */
function changedPath(head: string, name: Buffer): ChangedPath {
  const [oldMode = "", newMode = "", oldOid = "", newOid = "", status = ""] = head.slice(1).split(" ");
  const real = (value: string) => (NOTHING.test(value) ? "" : value);
  const kind = status === "A" || status === "D" || status === "T" ? status : "M";
  return {
    status: kind,
    ...decoded(name),
    oldMode: real(oldMode),
    newMode: real(newMode),
    oldOid: real(oldOid),
    newOid: real(newOid),
  };
}

function asAdded({ mode, oid, path, exact }: TreeEntry): ChangedPath {
  return { status: "A", path, exact, oldMode: "", newMode: mode, oldOid: "", newOid: oid };
}

/** `100644 blob <oid> <size>\t<path>` */
function treeEntry(record: Buffer): TreeEntry {
  const tab = record.indexOf(9);
  const [mode = "", type, oid = "", size] = record.subarray(0, tab).toString("latin1").split(/ +/);
  const bytes = Number(size);
  return {
    mode,
    type: type === "commit" ? "commit" : "blob",
    oid,
    size: Number.isFinite(bytes) ? bytes : 0,
    ...decoded(record.subarray(tab + 1)),
  };
}

function decoded(name: Buffer): { path: string; exact: boolean } {
  const path = name.toString("utf8");
  return { path, exact: Buffer.from(path).equals(name) };
}

/** Parts of an output that end with a zero byte each. */
function records(output: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  for (let from = 0; from < output.length; ) {
    const end = output.indexOf(0, from);
    parts.push(output.subarray(from, end < 0 ? output.length : end));
    if (end < 0) break;
    from = end + 1;
  }
  return parts;
}
