import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** A process that cannot be taken for another one which got its number later. */
export interface ProcessIdentity {
  pid: number;
  /** Clock ticks after boot (proc(5), field 22 of stat). */
  startTime: string;
}

/** Reads a file `PID STARTTIME`; undefined when it is missing or the process is gone. */
export function readLivingProcess(file: string): ProcessIdentity | undefined {
  const [pid, startTime] = readIfThere(file).trim().split(" ");
  if (!pid || !startTime) return undefined;
  const identity = { pid: Number(pid), startTime };
  return isAlive(identity) ? identity : undefined;
}

export function isAlive(identity: ProcessIdentity): boolean {
  const stat = statOf(identity.pid);
  return stat !== undefined && stat.startTime === identity.startTime && stat.state !== "Z";
}

/**
 * Waits for a process that was killed but has not ended: the first process of a PID namespace stays until all
 * others in it have, and looks alive meanwhile.
 */
export async function untilKilledHasEnded(file: string): Promise<void> {
  const identity = readLivingProcess(file);
  if (identity && isDying(identity.pid)) await untilEnded(identity);
}

/** Bits of proc(5): SIGKILL in `SigPnd` and `ShdPnd` of status, PF_EXITING in field 9 of stat. */
const SIGKILL_PENDING = 1n << 8n;
const EXITING = 0x4;

function isDying(pid: number): boolean {
  const pending = readIfThere(`/proc/${pid}/status`).matchAll(/^(?:SigPnd|ShdPnd):\s*([0-9a-f]+)$/gm);
  if ([...pending].some(([, bits]) => (BigInt(`0x${bits}`) & SIGKILL_PENDING) !== 0n)) return true;
  return ((statOf(pid)?.flags ?? 0) & EXITING) !== 0;
}

/** Parent and children are told by number, as the machine sees them. */
export function parentOf(pid: number): ProcessIdentity | undefined {
  const parent = statOf(pid)?.parent;
  const stat = parent ? statOf(parent) : undefined;
  return parent && stat ? { pid: parent, startTime: stat.startTime } : undefined;
}

/**
 * Kills the first process of a PID namespace, and so everything in it: the kernel lets it end only after
 * all others have. Waits for that.
 */
export async function killNamespace(identity: ProcessIdentity): Promise<void> {
  if (!isAlive(identity)) return;
  const parent = parentOf(identity.pid);
  process.kill(identity.pid, "SIGKILL");
  await untilEnded(identity);
  if (parent && isOurs(parent)) await untilEnded(parent);
}

async function untilEnded(identity: ProcessIdentity): Promise<void> {
  for (let waited = 0; isAlive(identity); waited += 5) {
    if (waited > 10_000) throw new Error(`process ${identity.pid} does not end`);
    await sleep(5);
  }
}

/** `unshare`, which waits for the namespace's first process, and not whoever adopted that. */
function isOurs(parent: ProcessIdentity): boolean {
  return readIfThere(`/proc/${parent.pid}/comm`).trim() === "unshare";
}

interface ProcessStat {
  state: string;
  parent: number;
  flags: number;
  startTime: string;
}

function statOf(pid: number): ProcessStat | undefined {
  // The name in field 2 may hold spaces and parentheses: count from the last one.
  const text = readIfThere(`/proc/${pid}/stat`);
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const [state, parent] = fields;
  const startTime = fields[19];
  if (!state || !startTime) return undefined;
  return { state, parent: Number(parent), flags: Number(fields[6]), startTime };
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
