import { prefixOf, readCommit, readFolder } from "../../approval/read-side";
import type { Change } from "../../approval/verify-change";
import { commitOf, mergeBase } from "../../git/commits";
import { GitError } from "../../git/run-git";
import { unusable } from "../command-error";

/** The two ends of a change in a repository. */
export interface Ends {
  /** What the change is to go into, e.g. `main`; its present commit is what is trusted. */
  base: string;
  /** Its tip; the work tree, with what is not committed, when undefined. */
  head: string | undefined;
}

/**
 * Both sides of a change, read from a repository.
 * @param folder of the site
 * @throws CommandError (exit code 2) where it is no repository, or has no such commit
 */
export async function openChange(
  folder: string,
  { base, head }: Ends,
  now: number,
  author: string | undefined,
): Promise<Change> {
  try {
    const prefix = await prefixOf(folder);
    const trusted = await commitOf(folder, base);
    const left = (await mergeBase(folder, trusted, head ?? "HEAD")) ?? trusted;
    const anchors = await readCommit(folder, trusted, prefix);
    return {
      anchors: anchors.site,
      base: left === trusted ? anchors : await readCommit(folder, left, prefix),
      head: head === undefined ? readFolder(folder) : await readCommit(folder, head, prefix),
      now,
      author,
    };
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    throw unusable(
      {
        id: `Git: ${error.words.trim() || error.message}`,
        en: `Git: ${error.words.trim() || error.message}`,
      },
      {
        id: "jalankan di dalam repositori, dan sebutkan --base yang ada",
        en: "run it in the repository, and name a --base that exists",
      },
    );
  }
}
