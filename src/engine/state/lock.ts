import { randomUUID } from "node:crypto";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { hostname, userInfo } from "node:os";
import { join } from "node:path";
import { makeFolders } from "../../make-folders";
import { EngineError } from "../engine-error";
import type { StackFiles } from "./file-backend";
import { isCertainlyDead, ownMark, type ProcessMark } from "./process-mark";

/** Who holds a stack, as the stock CLI writes it (`pkg/backend/diy/lock.go`). */
export interface LockOwner {
  pid: number;
  username: string;
  hostname: string;
  timestamp: string;
  /** Ours alone; the stock CLI reads over it. */
  titip?: ProcessMark;
}

export interface LockOptions {
  /**
   * Removes locks whose process certainly runs no more and is told whose they were. Without it such a lock is refused
   * like any other, as the stock engine does.
   */
  onDeadLock?: (owner: string) => void;
}

export interface Lock {
  release(): Promise<void>;
}

async function otherLocks(folder: string, own: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => [] as string[]);
  return names.filter((name) => name.endsWith(".json") && name !== own).map((name) => join(folder, name));
}

async function ownerOf(path: string): Promise<LockOwner | undefined> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as LockOwner;
  } catch {
    return undefined;
  }
}

function describe(path: string, owner: LockOwner | undefined): string {
  if (owner === undefined) return path;
  const { username, hostname, pid, timestamp } = owner;
  return `${path}: created by ${username}@${hostname} (pid ${pid}) at ${timestamp}${age(timestamp)}`;
}

function age(timestamp: string): string {
  const seconds = Math.round((Date.now() - Date.parse(timestamp)) / 1000);
  if (!(seconds >= 0)) return "";
  if (seconds < 120) return `, ${seconds} s ago`;
  return seconds < 7200 ? `, ${Math.round(seconds / 60)} min ago` : `, ${Math.round(seconds / 3600)} h ago`;
}

async function refuseIfHeld(files: StackFiles, own: string, { onDeadLock }: LockOptions): Promise<void> {
  const owners: string[] = [];
  for (const path of await otherLocks(files.lockFolder, own)) {
    const owner = await ownerOf(path);
    if (onDeadLock !== undefined && owner !== undefined && isCertainlyDead(owner.pid, owner.titip)) {
      await rm(path, { force: true });
      onDeadLock(describe(path, owner));
    } else owners.push(describe(path, owner));
  }
  if (owners.length === 0) return;
  throw new EngineError(
    "locked",
    `the stack is currently locked by ${owners.length} lock(s). Either wait for the other process(es) to end or, ` +
      `if it is dead, remove the lock with \`pulumi cancel\`.\n  ${owners.join("\n  ")}`,
  );
}

/**
 * Takes the stack for this process: look, write the own lock, look again. Of two that start together at least one
 * backs off. Throws `locked`, naming owner, pid and time.
 */
export async function lockStack(files: StackFiles, options: LockOptions = {}): Promise<Lock> {
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
  };
  await writeFile(path, JSON.stringify(owner), { flush: true });
  const release = () => rm(path, { force: true });
  try {
    await refuseIfHeld(files, name, options);
  } catch (error) {
    await release();
    throw error;
  }
  return { release };
}

/** One lock of a stack. */
export interface HeldLock {
  path: string;
  /** Undefined when the file cannot be read. */
  owner: LockOwner | undefined;
  /** Its process certainly runs no more; of another machine's nobody here can know. */
  dead: boolean;
}

/** Every lock of the stack, oldest first. */
export async function heldLocks(files: StackFiles): Promise<HeldLock[]> {
  const paths = await otherLocks(files.lockFolder, "");
  const held = await Promise.all(
    paths.map(async (path) => {
      const owner = await ownerOf(path);
      return { path, owner, dead: owner !== undefined && isCertainlyDead(owner.pid, owner.titip) };
    }),
  );
  const since = ({ owner }: HeldLock) => owner?.timestamp ?? "";
  return held.sort((a, b) => (since(a) < since(b) ? -1 : 1));
}

/** What `pulumi cancel` does: removes every lock of the stack. @returns how many there were */
export async function removeLocks(files: StackFiles): Promise<number> {
  const held = await otherLocks(files.lockFolder, "");
  await Promise.all(held.map((path) => rm(path, { force: true })));
  return held.length;
}
