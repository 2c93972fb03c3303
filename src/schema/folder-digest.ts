import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

/**
 * SHA-256 of a folder, in lower-case hexadecimal digits: of the list of its files that sha256sum(1) would print, sorted
 * by name. `find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum` says the same.
 *
 * @throws Error when there is no such folder, or a link or a device stands in it, whose contents would be somebody else's
 */
export function folderDigest(folder: string): string {
  const lines = filesOf(folder).map((file) => {
    const digest = createHash("sha256")
      .update(readFileSync(join(folder, file)))
      .digest("hex");
    return `${digest}  ./${file}\n`;
  });
  return createHash("sha256").update(lines.join("")).digest("hex");
}

/** Paths of a folder's files, sorted by their bytes. @throws Error for what no list of sha256sum(1) can name plainly */
export function filesOf(folder: string): string[] {
  const files: string[] = [];
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = relative(folder, join(entry.parentPath, entry.name));
    if (/[\\\n\r]/.test(path))
      throw new Error(`${JSON.stringify(path)}: a backslash or a line break in its name`);
    if (entry.isFile()) files.push(path);
    else if (!entry.isDirectory()) throw new Error(`${path}: neither a file nor a folder`);
  }
  return files.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}
