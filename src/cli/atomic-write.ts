import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";

/**
 * Replaces a file in one step and keeps its mode: a reader, or a crash, sees the old text or the new one. A new file
 * is for its owner alone, unless told otherwise.
 */
export function writeAtomically(file: string, text: string | Uint8Array, newMode = 0o600): void {
  const temporary = `${file}.titip-${process.pid}`;
  const mode = statSync(file, { throwIfNoEntry: false })?.mode ?? newMode;
  const handle = openSync(temporary, "wx", mode & 0o777);
  try {
    writeFileSync(handle, text);
    fsyncSync(handle);
    closeSync(handle);
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
