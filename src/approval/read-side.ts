import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { materialise } from "../git/materialise";
import { gitText, type Repository } from "../git/run-git";
import { loadSite } from "../schema/load-site";
import { EVIDENCE_FOLDER } from "./evidence";
import { inventoryDigest } from "./inventory-digest";
import { readEvidence } from "./read-evidence";
import type { ChangeSide } from "./verify-change";

/** Everything of a site that approvals concern. */
export const SITE_FOLDERS = ["datacenter", "sop", "requests", "approvals", EVIDENCE_FOLDER];

/** A folder's data as one side of a change: a work tree, with what is not committed yet. */
export function readFolder(root: string): ChangeSide {
  return { site: loadSite(root).site, evidence: readEvidence(root), inventory: inventoryDigest(root) };
}

/**
 * A commit's data, read in a folder of its own that is gone afterwards: nothing of the branch is ever run, and only
 * regular files are written.
 *
 * @param prefix of the site's folder in the repository, e.g. `site/`; empty for its root
 * @throws GitError when there is no such commit
 */
export async function readCommit(repository: Repository, commit: string, prefix = ""): Promise<ChangeSide> {
  const scratch = mkdtempSync(join(tmpdir(), "titip-commit-"));
  try {
    await materialise(repository, commit, scratch, {
      paths: SITE_FOLDERS.map((folder) => `${prefix}${folder}`),
    });
    return readFolder(join(scratch, prefix));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Where a site's folder lies in its repository: `""`, or a path that ends with `/`. @throws GitError outside of one */
export async function prefixOf(folder: string): Promise<string> {
  return (await gitText(folder, ["rev-parse", "--show-prefix"])).replace(/\n$/, "");
}
