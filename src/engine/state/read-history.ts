import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { backendRoot, stackFiles } from "./file-backend";
import type { UpdateInfo } from "./history";

/** What is told of a finished update; the time in milliseconds since 1970. */
export interface PastUpdate extends Pick<UpdateInfo, "kind" | "result" | "resourceChanges"> {
  at: number;
}

/**
 * The updates that a file backend remembers, of either engine, oldest first; none for a stack that was never updated.
 * What is not readable as history is left out: it is a memory, and nothing depends on it.
 *
 * @throws EngineError for a backend that is no folder
 */
export async function readHistory(
  backendUrl: string,
  projectDir: string,
  project: string,
  stack: string,
): Promise<PastUpdate[]> {
  const { historyFolder } = stackFiles(backendRoot(backendUrl, projectDir), project, stack);
  const names = await readdir(historyFolder).catch(() => [] as string[]);
  const files = names.filter((name) => name.startsWith(`${stack}-`) && name.endsWith(".history.json"));
  const updates = await Promise.all(files.map((name) => readUpdate(join(historyFolder, name))));
  return updates.flatMap((update) => update ?? []).sort((a, b) => a.at - b.at);
}

async function readUpdate(path: string): Promise<PastUpdate | undefined> {
  try {
    const { kind, startTime, result, resourceChanges } = JSON.parse(
      await readFile(path, "utf8"),
    ) as UpdateInfo;
    if (!Number.isFinite(startTime)) return undefined;
    return { kind, at: startTime * 1000, result, resourceChanges: resourceChanges ?? {} };
  } catch {
    return undefined;
  }
}
