import type { Refusal } from "../approval/refusal";
import { judgeChange } from "./judge-change";
import { GitError, gitText, type Repository, runGit } from "./run-git";
import { type Identity, identityVariables } from "./write-commit";

export interface MergedChange {
  /** Commit of the merge, which no ref names: main as it would be; undefined when it is refused. */
  commit?: string;
  refusals: Refusal[];
}

/** A merge that takes longer is made to take long. */
const TIMEOUT_MS = 60_000;

/**
 * Merges a branch into main as the forge would, without a work tree: what is looked at is what main would hold, also
 * when main has moved on since the branch left it. Size and names are judged before Git reads any of it, everything
 * else of the result.
 *
 * @param base commit of main
 * @param head commit of the branch
 * @throws GitError when one of them is not there
 */
export async function mergeChange(
  repository: Repository,
  { base, head }: { base: string; head: string },
  { by, at }: { by: Identity; at: Date },
): Promise<MergedChange> {
  const words = ["merge-base", base, head];
  const left = await runGit(repository, words);
  if (left.exitCode !== 0) return { refusals: [strange()] };
  const ancestor = left.stdout.toString("latin1").trim();
  const unfit = await judgeChange(repository, ancestor, head, { as: "branch" });
  if (unfit.length > 0) return { refusals: unfit };
  const tree = await mergedTree(repository, base, head);
  if (typeof tree !== "string") return { refusals: tree };
  const make = ["commit-tree", tree, "-p", base, "-p", head, "-m", "titip"];
  const environment = identityVariables(by, at);
  const commit = (await gitText(repository, make, { environment })).trim();
  const refusals = await judgeChange(repository, base, commit);
  return refusals.length > 0 ? { refusals } : { commit, refusals };
}

/** Requests are never renamed, and looking for renames takes the square of the files of a hostile branch. */
const NO_RENAMES = { GIT_CONFIG_COUNT: "1", GIT_CONFIG_KEY_0: "merge.renames", GIT_CONFIG_VALUE_0: "false" };

async function mergedTree(repository: Repository, base: string, head: string): Promise<string | Refusal[]> {
  const words = ["merge-tree", "--write-tree", "--name-only", "--no-messages", "-z", base, head];
  const { exitCode, stdout, stderr } = await runGit(repository, words, {
    environment: NO_RENAMES,
    timeout: TIMEOUT_MS,
  });
  if (exitCode > 1) throw new GitError("merge-tree", exitCode, stderr);
  const [tree = "", ...files] = stdout.toString("utf8").split("\0").filter(Boolean);
  return exitCode === 0 ? tree : files.map(conflict);
}

const UPDATE = {
  id: "Gabungkan main terbaru ke cabang ini (git merge origin/main), selesaikan bentroknya, dan kirim lagi.",
  en: "Merge the latest main into this branch (git merge origin/main), resolve the conflict, and push again.",
};

function conflict(file: string): Refusal {
  return {
    rule: "merge-conflict",
    file,
    found: {
      id: "main telah mengubah baris yang sama sejak cabang ini dibuat",
      en: "main has changed the same lines since this branch was made",
    },
    remedy: UPDATE,
  };
}

function strange(): Refusal {
  return {
    rule: "no-common-history",
    found: {
      id: "cabang ini tidak berasal dari main: tidak ada riwayat yang sama",
      en: "the branch does not come from main: they share no history",
    },
    remedy: {
      id: "Buat cabang dari main, dan bawa perubahannya ke sana.",
      en: "Make a branch of main, and bring the change there.",
    },
  };
}
