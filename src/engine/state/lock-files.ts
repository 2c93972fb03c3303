import { readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { StackFiles } from "./file-backend";
import { isCertainlyDead, type ProcessMark } from "./process-mark";

/** Who holds a stack, as the stock CLI writes it (`pkg/backend/diy/lock.go`). */
export interface LockOwner {
  pid: number;
  username: string;
  hostname: string;
  timestamp: string;
  /** Ours alone; the stock CLI reads over it. */
  titip?: ProcessMark;
  /** Ours alone: so often the owner touches its file as a sign of life. */
  heartbeatSeconds?: number;
}

/** One lock of a stack. */
export interface HeldLock {
  path: string;
  /** Undefined when the file cannot be read. */
  owner: LockOwner | undefined;
  /** Its process certainly runs no more; of another machine's nobody here can know. */
  dead: boolean;
  /** When its owner last gave a sign of life (RFC 3339); undefined for one that gives none, as the stock CLI. */
  lastSign?: string;
  /** It should have given several signs since: it hangs, or it and its machine are gone. Nobody here can know. */
  silent?: boolean;
}

/** Heartbeats that may fail to come, for a loaded machine or a slow disk, before anybody is told. */
const MISSED = 6;

/** Paths of the stack's locks but for `own`. */
export async function lockPaths({ lockFolder }: StackFiles, own = ""): Promise<string[]> {
  const names = await readdir(lockFolder).catch(() => [] as string[]);
  return names.filter((name) => name.endsWith(".json") && name !== own).map((name) => join(lockFolder, name));
}

/** Every lock of the stack but for `own`, oldest first. @param now milliseconds since 1970 */
export async function heldLocks(files: StackFiles, own = "", now = Date.now()): Promise<HeldLock[]> {
  const paths = await lockPaths(files, own);
  const held = (await Promise.all(paths.map((path) => readLock(path, now)))).filter(
    (lock) => lock !== undefined,
  );
  const since = ({ owner }: HeldLock) => owner?.timestamp ?? "";
  return held.sort((a, b) => (since(a) < since(b) ? -1 : 1));
}

/** Undefined for a lock that was released meanwhile. */
async function readLock(path: string, now: number): Promise<HeldLock | undefined> {
  const touched = await stat(path).then(({ mtimeMs }) => mtimeMs, isGone);
  if (touched === "gone") return undefined;
  const owner = await ownerOf(path);
  const dead = owner !== undefined && isCertainlyDead(owner.pid, owner.titip);
  const every = owner?.heartbeatSeconds;
  if (touched === undefined || typeof every !== "number" || !(every > 0)) return { path, owner, dead };
  const silent = now - touched > every * 1000 * MISSED;
  return { path, owner, dead, lastSign: new Date(touched).toISOString(), silent };
}

function isGone(error: NodeJS.ErrnoException): "gone" | undefined {
  return error.code === "ENOENT" ? "gone" : undefined;
}

async function ownerOf(path: string): Promise<LockOwner | undefined> {
  try {
    const owner = JSON.parse(await readFile(path, "utf8")) as LockOwner | null;
    return typeof owner === "object" && owner !== null ? owner : undefined;
  } catch {
    return undefined;
  }
}

/** What `pulumi cancel` does: removes every lock of the stack. @returns how many there were */
export async function removeLocks(files: StackFiles): Promise<number> {
  const held = await lockPaths(files);
  await Promise.all(held.map((path) => rm(path, { force: true })));
  return held.length;
}
