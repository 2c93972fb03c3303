import { randomUUID } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { hostname, userInfo } from "node:os";
import { join } from "node:path";
import { makeFolders } from "../../make-folders";
import { EngineError } from "../engine-error";
import type { StackFiles } from "./file-backend";
import { HEARTBEAT_SECONDS, startHeartbeat } from "./heartbeat";
import { type HeldLock, heldLocks, type LockOwner } from "./lock-files";
import { type LockWait, pauseBeforeTry } from "./lock-wait";
import { ownMark } from "./process-mark";

export { type HeldLock, heldLocks, type LockOwner, removeLocks } from "./lock-files";

export interface LockOptions {
  /**
   * Removes locks whose process certainly runs no more and is told whose they were. Without it such a lock is refused
   * like any other, as the stock engine does.
   */
  onDeadLock?: (owner: string) => void;
  /** Told once when somebody takes the lock away while it is held. */
  onLockLost?: () => void;
  /** Waits for others instead of refusing at once. */
  wait?: LockWait;
  /** Ends the waiting. */
  signal?: AbortSignal;
}

export interface Lock {
  release(): Promise<void>;
}

function describe({ path, owner, lastSign, silent }: HeldLock): string {
  if (owner === undefined) return path;
  const { username, hostname, pid, timestamp } = owner;
  const sign = silent === true && lastSign !== undefined ? `; no sign of life since ${lastSign}` : "";
  return `${path}: created by ${username}@${hostname} (pid ${pid}) at ${timestamp}${age(timestamp)}${sign}`;
}

function age(timestamp: string): string {
  const seconds = Math.round((Date.now() - Date.parse(timestamp)) / 1000);
  if (!(seconds >= 0)) return "";
  if (seconds < 120) return `, ${seconds} s ago`;
  return seconds < 7200 ? `, ${Math.round(seconds / 60)} min ago` : `, ${Math.round(seconds / 3600)} h ago`;
}

async function refuseIfHeld(files: StackFiles, own: string, { onDeadLock }: LockOptions): Promise<void> {
  const owners: string[] = [];
  for (const lock of await heldLocks(files, own)) {
    if (onDeadLock !== undefined && lock.dead) {
      await rm(lock.path, { force: true });
      onDeadLock(describe(lock));
    } else owners.push(describe(lock));
  }
  if (owners.length === 0) return;
  throw new EngineError(
    "locked",
    `the stack is currently locked by ${owners.length} lock(s). Either wait for the other process(es) to end or, ` +
      `if it is dead, remove the lock with \`pulumi cancel\`.\n  ${owners.join("\n  ")}`,
  );
}

/**
 * Takes the stack for this process, and waits for it where that is asked for. While it is held its file is touched
 * every ten seconds. Throws `locked`, naming owner, pid and time; `cancelled` when the waiting was ended.
 */
export async function lockStack(files: StackFiles, options: LockOptions = {}): Promise<Lock> {
  const until = performance.now() + (options.wait?.milliseconds ?? 0);
  for (;;) {
    try {
      return await takeStack(files, options);
    } catch (error) {
      const left = until - performance.now();
      const isHeld = error instanceof EngineError && error.code === "locked";
      if (!isHeld || options.wait === undefined || left <= 0) throw error;
      options.wait.onWait?.(await heldLocks(files), left);
      await pauseBeforeTry(left, options.signal);
    }
  }
}

/** Look, write the own lock, look again: of two that start together at least one backs off. */
async function takeStack(files: StackFiles, options: LockOptions): Promise<Lock> {
  const name = `${randomUUID()}.json`;
  await refuseIfHeld(files, name, options);
  makeFolders(files.lockFolder);
  const path = join(files.lockFolder, name);
  const owner: LockOwner = {
    pid: process.pid,
    username: userInfo().username,
    hostname: hostname(),
    timestamp: new Date().toISOString(),
    titip: ownMark(),
    heartbeatSeconds: HEARTBEAT_SECONDS,
  };
  await writeFile(path, JSON.stringify(owner), { flush: true });
  try {
    await refuseIfHeld(files, name, options);
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
  const heartbeat = startHeartbeat(path, options.onLockLost);
  return {
    release: async () => {
      heartbeat.stop();
      await rm(path, { force: true });
    },
  };
}
