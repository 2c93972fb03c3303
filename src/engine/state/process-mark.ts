import { readFileSync, readlinkSync } from "node:fs";

/** Tells a process from any other that gets its number later, here or elsewhere. */
export interface ProcessMark {
  /** `/proc/sys/kernel/random/boot_id`: this start of this machine. */
  boot: string;
  /** `/proc/self/ns/pid`: in which the number counts; containers have their own. */
  pidNamespace: string;
  /** Clock ticks after boot (proc(5), field 22 of stat). */
  startTime: string;
}

/** The mark of this process; undefined where there is no Linux `/proc`. */
export function ownMark(): ProcessMark | undefined {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    const startTime = startTimeOf(process.pid);
    if (startTime === undefined) return undefined;
    return { boot, pidNamespace: readlinkSync("/proc/self/ns/pid"), startTime };
  } catch {
    return undefined;
  }
}

/** Whether that process certainly runs no more. Another machine, boot or container: nobody here can know. */
export function isCertainlyDead(pid: number, mark: ProcessMark | undefined): boolean {
  const own = ownMark();
  if (mark === undefined || own === undefined) return false;
  if (mark.boot !== own.boot || mark.pidNamespace !== own.pidNamespace) return false;
  const started = startTimeOf(pid);
  // Where /proc hides other users' processes (hidepid, ProtectProc=) a living one looks as if it were not there.
  return started === undefined ? !mayRun(pid) : started !== mark.startTime;
}

/** Whether there may be such a process, a zombie apart; signal 0 asks the kernel, and sends nothing. */
function mayRun(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

function startTimeOf(pid: number): string | undefined {
  try {
    const [state, ...rest] = statOf(pid);
    return state === "Z" ? undefined : rest[18];
  } catch {
    return undefined;
  }
}

function isZombie(pid: number): boolean {
  try {
    return statOf(pid)[0] === "Z";
  } catch {
    return false;
  }
}

/** Fields of stat from the third on. The name in the second may hold spaces and parentheses: count from the last one. */
function statOf(pid: number): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}
