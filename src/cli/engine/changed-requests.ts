import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** Branch that holds what is approved; a pipeline's clone may know it only as the remote's. */
const MAIN = ["main", "origin/main"];

/**
 * Files under `requests/` that differ from main: committed on this branch, changed in the work tree, or
 * not yet tracked. Empty outside a Git repository and where there is no main to compare with.
 *
 * @param folder the site's folder; paths come back relative to it, with `/`
 */
export async function changedRequestFiles(folder: string): Promise<string[]> {
  const base = await mergeBase(folder);
  if (!base) return [];
  const [changed, untracked] = await Promise.all([
    git(folder, ["diff", "--name-only", "--relative", "--no-ext-diff", "-z", base, "--", "requests"]),
    git(folder, ["ls-files", "--others", "--exclude-standard", "-z", "--", "requests"]),
  ]);
  const files = `${changed ?? ""}${untracked ?? ""}`.split("\0").filter(Boolean);
  return [...new Set(files)].sort();
}

async function mergeBase(folder: string): Promise<string | undefined> {
  for (const main of MAIN) {
    const base = await git(folder, ["merge-base", "HEAD", main]);
    if (base) return base.trim();
  }
  return undefined;
}

/** Output of a Git command; undefined when Git refuses or is not there. */
async function git(folder: string, words: string[]): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)("git", ["-C", folder, ...words], { maxBuffer: 1 << 28 });
    return stdout;
  } catch {
    return undefined;
  }
}
