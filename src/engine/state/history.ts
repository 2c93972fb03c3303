import { copyFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeFolders } from "../../make-folders";
import type { StackFiles } from "./file-backend";

/** A finished update, as `pulumi stack history` shows it (`pkg/backend/updates.go`); times in seconds. */
export interface UpdateInfo {
  kind: "update" | "refresh" | "destroy" | "resource-import";
  startTime: number;
  endTime: number;
  message: string;
  environment: Record<string, string>;
  config: Record<string, unknown>;
  version: number;
  result: "succeeded" | "failed";
  resourceChanges: Record<string, number>;
}

function nanoseconds(): string {
  return String(BigInt(Date.now()) * 1_000_000n + (process.hrtime.bigint() % 1_000_000n));
}

/** Adds an entry and a copy of the checkpoint to the stack's history. */
export async function recordHistory(files: StackFiles, stack: string, update: UpdateInfo): Promise<void> {
  makeFolders(files.historyFolder);
  const base = join(files.historyFolder, `${stack}-${nanoseconds()}`);
  await copyFile(files.checkpoint, `${base}.checkpoint.json`);
  await writeFile(`${base}.history.json`, JSON.stringify(update, null, 4));
}

/** Keeps the checkpoint as it is before an update changes it. */
export async function backupStack(files: StackFiles, stack: string): Promise<void> {
  makeFolders(files.backupFolder);
  await copyFile(files.checkpoint, join(files.backupFolder, `${stack}.${nanoseconds()}.json`)).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOENT") throw error;
    },
  );
}
