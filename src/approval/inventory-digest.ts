import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sha256OfJson } from "../json-digest";

/** Folders that say who and what is trusted: they change by an approval of their own. */
const TRUSTED = ["datacenter", "sop"];

/**
 * Digest of what is trusted: the regular files of `datacenter/` and `sop/`, by name and contents. Hidden files, links
 * and what an editor leaves behind are nothing that Titip reads.
 */
export function inventoryDigest(root: string): string {
  const files = TRUSTED.flatMap((folder) => filesBelow(root, folder));
  const contents = files.map((file) => [file, sha256(readFileSync(join(root, file)))] as const);
  return `sha256:${sha256OfJson(Object.fromEntries(contents))}`;
}

function filesBelow(root: string, folder: string): string[] {
  return entriesOf(join(root, folder)).flatMap((entry) => {
    const place = `${folder}/${entry.name}`;
    if (entry.name.startsWith(".") || entry.name.endsWith("~")) return [];
    if (entry.isDirectory()) return filesBelow(root, place);
    return entry.isFile() ? [place] : [];
  });
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
