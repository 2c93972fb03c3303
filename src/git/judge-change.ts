import type { Refusal } from "../approval/refusal";
import { branchRefusals, type Change, changeRefusals } from "./change-rules";
import { isAncestor } from "./commits";
import { blobSizes } from "./objects";
import type { Repository } from "./run-git";
import { changedPaths, listTree } from "./tree";

export interface JudgeOptions {
  /** `main` (the default) must go forward and carries data only; a `branch` is looked at for its size and names. */
  as?: "main" | "branch";
}

/**
 * Why a change from one commit to another may not be taken in: not a fast-forward, or what it touches.
 * @param base undefined where there is nothing yet
 * @throws GitError when a commit is not there
 */
export async function judgeChange(
  repository: Repository,
  base: string | undefined,
  head: string,
  { as = "main" }: JudgeOptions = {},
): Promise<Refusal[]> {
  const change = await readChange(repository, base, head);
  if (as === "branch") return branchRefusals(change);
  if (base !== undefined && !(await isAncestor(repository, base, head))) return [notForward()];
  return changeRefusals(change);
}

/** What a change touches. @throws GitError when a commit is not there */
export async function readChange(
  repository: Repository,
  base: string | undefined,
  head: string,
): Promise<Change> {
  const changed = await changedPaths(repository, base, head);
  const blobs = changed.filter(({ newOid, newMode }) => newOid !== "" && newMode !== "160000");
  const sizes = await blobSizes(
    repository,
    blobs.map(({ newOid }) => newOid),
  );
  const present = (await listTree(repository, head)).map(({ path }) => path);
  return { changed, sizes, present };
}

function notForward(): Refusal {
  return {
    rule: "not-fast-forward",
    found: {
      id: "main hanya boleh bertambah: sejarah yang dikirim tidak memuat main yang sekarang",
      en: "main may only grow: what is pushed does not contain main as it is now",
    },
    remedy: {
      id: "Ambil main terbaru (git fetch), gabungkan ke cabang Anda, dan kirim lagi tanpa --force.",
      en: "Get the latest main (git fetch), merge it into your branch, and push again without --force.",
    },
  };
}
