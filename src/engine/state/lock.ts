import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { hostname, userInfo } from "node:os";
import { join } from "node:path";
import { EngineError } from "../engine-error";
import type { StackFiles } from "./file-backend";

/** Who holds a stack, as the stock CLI writes it (`pkg/backend/diy/lock.go`). */
export interface LockOwner {
  pid: number;
  username: string;
  hostname: string;
  timestamp: string;
}

export interface Lock {
  release(): Promise<void>;
}

async function otherLocks(folder: string, own: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => [] as string[]);
  return names.filter((name) => name.endsWith(".json") && name !== own).map((name) => join(folder, name));
}

async function describe(path: string): Promise<string> {
  try {
    const owner = JSON.parse(await readFile(path, "utf8")) as LockOwner;
    return `${path}: created by ${owner.username}@${owner.hostname} (pid ${owner.pid}) at ${owner.timestamp}`;
  } catch {
    return path;
  }
}

async function refuseIfHeld(files: StackFiles, own: string): Promise<void> {
  const held = await otherLocks(files.lockFolder, own);
  if (held.length === 0) return;
  const owners = await Promise.all(held.map(describe));
  throw new EngineError(
    "locked",
    `the stack is currently locked by ${held.length} lock(s). Either wait for the other process(es) to end or, ` +
      `if it is dead, remove the lock with \`pulumi cancel\`.\n  ${owners.join("\n  ")}`,
  );
}

/**
 * Takes the stack for this process: look, write the own lock, look again. Of two that start together at least one
 * backs off. Throws `locked`, naming owner, pid and time.
 */
export async function lockStack(files: StackFiles): Promise<Lock> {
  const name = `${randomUUID()}.json`;
  await refuseIfHeld(files, name);
  await mkdir(files.lockFolder, { recursive: true, mode: 0o700 });
  const path = join(files.lockFolder, name);
  const owner: LockOwner = {
    pid: process.pid,
    username: userInfo().username,
    hostname: hostname(),
    timestamp: new Date().toISOString(),
  };
  await writeFile(path, JSON.stringify(owner), { flush: true });
  const release = () => rm(path, { force: true });
  try {
    await refuseIfHeld(files, name);
  } catch (error) {
    await release();
    throw error;
  }
  return { release };
}

/** What `pulumi cancel` does: removes every lock of the stack. @returns how many there were */
export async function removeLocks(files: StackFiles): Promise<number> {
  const held = await otherLocks(files.lockFolder, "");
  await Promise.all(held.map((path) => rm(path, { force: true })));
  return held.length;
}
