import { readFileSync } from "node:fs";
import type { ChangeSide } from "../../approval/verify-change";
import { auditedActs, type Period } from "../../audit/audited-acts";
import { wantedPapers } from "../../audit/wanted-papers";
import { paperPath, sha256Of } from "../letters/letter-store";

/** Letters of the period's acts that are kept on this machine; a damaged one counts as missing. */
export function foundPapers(folder: string, side: ChangeSide, period: Period): Map<string, Buffer> {
  const found = new Map<string, Buffer>();
  for (const { sha256 } of wantedPapers(auditedActs(side, period))) {
    const bytes = readIfThere(paperPath(folder, sha256));
    if (bytes && sha256Of(bytes) === sha256) found.set(sha256, bytes);
  }
  return found;
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}
