import { spawn } from "node:child_process";

/** Locks `$1` at once or fails; holds it until its standard input ends. The kernel releases it however we end. */
const HOLD = 'exec 9>>"$1" && flock -n 9 && echo held && exec cat';

/**
 * Does `work` while holding the lock on `file`; one that another process holds is not waited for.
 * @returns undefined when another process holds it
 */
export async function withDrainLock<T>(
  file: string,
  work: () => Promise<T>,
): Promise<{ value: T } | undefined> {
  const holder = spawn("sh", ["-c", HOLD, "sh", file], { stdio: ["pipe", "pipe", "ignore"] });
  const ended = new Promise<void>((resolve) => holder.once("close", () => resolve()));
  holder.stdin.on("error", () => undefined);
  const isHeld = await new Promise<boolean>((resolve, reject) => {
    holder.stdout.once("data", () => resolve(true));
    holder.once("error", reject);
    holder.once("exit", () => resolve(false));
  });
  if (!isHeld) return undefined;
  try {
    return { value: await work() };
  } finally {
    holder.stdin.end();
    await ended;
  }
}
