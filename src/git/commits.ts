import { GitError, type Repository, runGit, tryGit } from "./run-git";

const OBJECT_ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** Whether this is a whole object id, of SHA-1 or SHA-256. */
export function isObjectId(text: string): boolean {
  return OBJECT_ID.test(text);
}

/** Git's word for "no object": a ref that is made has it as its old value, one that is deleted as its new. */
export function isNoObject(oid: string): boolean {
  return /^0+$/.test(oid);
}

/**
 * Object id of the commit that a name or an id leads to.
 * @throws GitError when there is none
 */
export async function commitOf(repository: Repository, name: string): Promise<string> {
  const found = await findCommit(repository, name);
  if (found !== undefined) return found;
  throw new GitError("rev-parse", 128, `no such commit: ${name}`);
}

/** The same, undefined where there is none. */
export async function findCommit(repository: Repository, name: string): Promise<string | undefined> {
  const words = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`];
  const oid = (await tryGit(repository, words))?.trim();
  return oid !== undefined && isObjectId(oid) ? oid : undefined;
}

/** The newest commit that both have; undefined where they share none. @throws GitError when one is not there */
export async function mergeBase(
  repository: Repository,
  one: string,
  other: string,
): Promise<string | undefined> {
  const commits = [await commitOf(repository, one), await commitOf(repository, other)];
  const base = (await tryGit(repository, ["merge-base", ...commits]))?.trim();
  return base === undefined || base === "" ? undefined : base;
}

/** Whether `old` is part of `young`'s history: the update from one to the other is a fast-forward. */
export async function isAncestor(repository: Repository, old: string, young: string): Promise<boolean> {
  const commits = [await commitOf(repository, old), await commitOf(repository, young)];
  const { exitCode, stderr } = await runGit(repository, ["merge-base", "--is-ancestor", ...commits]);
  if (exitCode > 1) throw new GitError("merge-base", exitCode, stderr);
  return exitCode === 0;
}

/**
 * Moves a ref, if it still is where it was.
 * @param from its value before; 40 or 64 zeros (or an empty text): it must not be there
 * @returns false when somebody else has moved it
 */
export async function updateRef(
  repository: Repository,
  ref: string,
  { to, from }: { to: string; from: string },
): Promise<boolean> {
  const { exitCode } = await runGit(repository, ["update-ref", "--create-reflog", ref, to, from]);
  return exitCode === 0;
}
