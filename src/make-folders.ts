import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";

/**
 * A folder and those above it, for this user alone. Node's own `recursive` asks without end where the system says
 * ENOENT below a folder that is there, as it does in /proc.
 * @throws the system's error, with code and path
 */
export function makeFolders(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") return;
    if (code !== "ENOENT" || existsSync(dirname(path))) throw error;
    makeFolders(dirname(path));
    makeFolders(path);
  }
}
