import { mergeBase } from "../../git/commits";
import { tryGit } from "../../git/run-git";

/** Branch that holds what is approved; a pipeline's clone may know it only as the remote's. */
const MAIN = ["main", "origin/main"];

/**
 * Files under `requests/` that differ from main: committed on this branch, changed in the work tree, or
 * not yet tracked. Empty outside a Git repository and where there is no main to compare with.
 *
 * @param folder the site's folder; paths come back relative to it, with `/`
 */
export async function changedRequestFiles(folder: string): Promise<string[]> {
  const base = await baseOf(folder);
  if (!base) return [];
  const [changed, untracked] = await Promise.all([
    tryGit(folder, ["diff", "--name-only", "--relative", "--no-ext-diff", "-z", base, "--", "requests"]),
    tryGit(folder, ["ls-files", "--others", "--exclude-standard", "-z", "--", "requests"]),
  ]);
  const files = `${changed ?? ""}${untracked ?? ""}`.split("\0").filter(Boolean);
  return [...new Set(files)].sort();
}

async function baseOf(folder: string): Promise<string | undefined> {
  for (const main of MAIN) {
    const base = await mergeBase(folder, "HEAD", main).catch(() => undefined);
    if (base) return base;
  }
  return undefined;
}
