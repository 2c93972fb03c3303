import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SITE_FOLDERS } from "../git/change-places";
import { materialise } from "../git/materialise";
import type { Repository } from "../git/run-git";

/** Commits written to temporary folders: each once, all removed together. */
export interface TreeFolders {
  /** Folder with a commit's data: requests, approvals, evidence, records, inventory, procedures, templates. */
  of(commit: string): Promise<string>;
}

/** Does `work` with temporary folders of commits, which are gone afterwards. */
export async function withTreeFolders<T>(
  repository: Repository,
  work: (folders: TreeFolders) => Promise<T>,
): Promise<T> {
  const root = mkdtempSync(join(tmpdir(), "titip-push-"));
  const made = new Map<string, Promise<string>>();
  const make = async (commit: string) => {
    const folder = mkdtempSync(join(root, "tree-"));
    await materialise(repository, commit, folder, { paths: SITE_FOLDERS });
    return folder;
  };
  const of = (commit: string) => {
    const folder = made.get(commit) ?? make(commit);
    made.set(commit, folder);
    return folder;
  };
  try {
    return await work({ of });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
