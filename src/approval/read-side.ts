import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { materialise } from "../git/materialise";
import { gitText, type Repository } from "../git/run-git";
import { loadSite } from "../schema/load-site";
import { EVIDENCE_FOLDER, type EvidenceFiles } from "./evidence";
import { inventoryDigest } from "./inventory-digest";
import type { ChangeSide } from "./verify-change";

/** Everything of a site that approvals concern. */
export const SITE_FOLDERS = ["datacenter", "sop", "requests", "approvals", EVIDENCE_FOLDER];

/** A statement, signature or plan has never more than this; what is larger is cut, and so refused. */
const MOST_BYTES = 4 << 20;

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

/** Texts of the files below `evidence/`, links left out. */
export function readEvidence(root: string): EvidenceFiles {
  const files = new Map<string, string>();
  for (const file of filesBelow(root, EVIDENCE_FOLDER)) {
    const path = join(root, file);
    files.set(file, statSync(path).size > MOST_BYTES ? "" : readFileSync(path, "utf8"));
  }
  return files;
}

function filesBelow(root: string, folder: string): string[] {
  try {
    const entries = readdirSync(join(root, folder), { withFileTypes: true });
    return entries.flatMap((entry) => {
      const place = `${folder}/${entry.name}`;
      if (entry.name.startsWith(".") || entry.name.endsWith(".md")) return [];
      if (entry.isDirectory()) return filesBelow(root, place);
      return entry.isFile() ? [place] : [];
    });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}
