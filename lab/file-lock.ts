import { spawn } from "node:child_process";
import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

/** Locks `$1` and says which file that was; waits then for the end of its standard input. */
const HOLD = 'exec 9>>"$1" && flock 9 && stat -L -c %i /proc/self/fd/9 && exec cat';

/**
 * Does `work` while holding the lock on `file`, which `work` may remove. The kernel holds the lock for a child
 * whose standard input is a pipe from us, so that it is released however we end.
 */
export async function withFileLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  for (;;) {
    const lock = await acquire(file);
    try {
      if (lock.inode === inodeOf(file)) return await work();
      // Whom we waited for has removed the file: somebody else may hold its successor.
    } finally {
      await lock.release();
    }
  }
}

async function acquire(file: string): Promise<{ inode: string; release: () => Promise<void> }> {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const holder = spawn("sh", ["-c", HOLD, "sh", file], { stdio: ["pipe", "pipe", "inherit"] });
  const ended = new Promise<void>((resolve) => holder.once("close", () => resolve()));
  const inode = await new Promise<string>((resolve, reject) => {
    holder.stdout.once("data", (words: Buffer) => resolve(words.toString().trim()));
    holder.once("error", reject);
    holder.once("exit", (code) => reject(new Error(`lock on ${file}: exit code ${code}`)));
  });
  const release = async () => {
    holder.stdin.end();
    await ended;
  };
  return { inode, release };
}

function inodeOf(file: string): string | undefined {
  return statSync(file, { throwIfNoEntry: false })?.ino.toString();
}
