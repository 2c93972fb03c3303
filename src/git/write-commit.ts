import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commitOf } from "./commits";
import { gitText, type Repository, runGit } from "./run-git";

/** Who commits; a machine, so that it says nothing of a person. */
export interface Identity {
  name: string;
  email: string;
}

export interface NewCommit {
  /** Files to write, by path, with `undefined` for one to delete. */
  files: ReadonlyMap<string, string | Uint8Array | undefined>;
  message: string;
  by: Identity;
  at: Date;
}

/**
 * Makes a commit on `parent` without a work tree; no ref moves.
 * @returns its object id, or `parent` itself when nothing differs
 * @throws GitError
 */
export async function writeCommit(
  repository: Repository,
  parent: string,
  { files, message, by, at }: NewCommit,
): Promise<string> {
  const base = await commitOf(repository, parent);
  const tree = await treeWith(repository, base, files);
  const before = (await gitText(repository, ["rev-parse", "--verify", `${base}^{tree}`])).trim();
  if (tree === before) return base;
  const words = ["commit-tree", tree, "-p", base, "-F", "-"];
  const environment = identityVariables(by, at);
  return (await gitText(repository, words, { input: message, environment })).trim();
}

/** The tree of `base` with these files in it, by an index of its own. */
async function treeWith(repository: Repository, base: string, files: NewCommit["files"]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "titip-index-"));
  const environment = { GIT_INDEX_FILE: join(folder, "index") };
  try {
    await gitText(repository, ["read-tree", base], { environment });
    const lines: string[] = [];
    for (const [path, content] of files) lines.push(await indexLine(repository, base, [path, content]));
    const update = ["update-index", "-z", "--index-info"];
    await gitText(repository, update, { environment, input: lines.join("") });
    return (await gitText(repository, ["write-tree"], { environment })).trim();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function indexLine(
  repository: Repository,
  base: string,
  [path, content]: [string, string | Uint8Array | undefined],
): Promise<string> {
  // As many zeros as an object id of this repository has digits: an entry to take away.
  if (content === undefined) return `0 ${"0".repeat(base.length)}\t${path}\0`;
  const words = ["hash-object", "-w", "-t", "blob", "--no-filters", "--stdin"];
  const oid = (await gitText(repository, words, { input: content })).trim();
  return `100644 ${oid}\t${path}\0`;
}

/** Variables by which Git names who made a commit or note, and when. */
export function identityVariables({ name, email }: Identity, at: Date): Record<string, string> {
  const date = `${Math.floor(at.getTime() / 1000)} +0000`;
  return {
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: email,
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: name,
    GIT_COMMITTER_EMAIL: email,
    GIT_COMMITTER_DATE: date,
  };
}

/** Puts a text in a commit's note under `refs/notes/<name>`, in the place of what stands there. @throws GitError */
export async function writeNote(
  repository: Repository,
  { ref, commit, text, by, at }: { ref: string; commit: string; text: string; by: Identity; at: Date },
): Promise<void> {
  const words = ["notes", `--ref=${ref}`, "add", "--force", "--file=-", commit];
  await gitText(repository, words, { input: text, environment: identityVariables(by, at) });
}

/** A commit's note; undefined where there is none. */
export async function readNote(
  repository: Repository,
  ref: string,
  commit: string,
): Promise<string | undefined> {
  const { exitCode, stdout } = await runGit(repository, ["notes", `--ref=${ref}`, "show", commit]);
  return exitCode === 0 ? stdout.toString("utf8") : undefined;
}
