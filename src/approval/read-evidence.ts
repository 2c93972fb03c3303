import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { EVIDENCE_FOLDER, type EvidenceFiles } from "./evidence";

/** A statement, signature or plan has never more than this; what is larger is cut, and so refused. */
const MOST_BYTES = 4 << 20;

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
