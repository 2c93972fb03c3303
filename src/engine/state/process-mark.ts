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
  return startTimeOf(pid) !== mark.startTime;
}

function startTimeOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in field 2 may hold spaces and parentheses: count from the last one.
    const [state, ...rest] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return state === "Z" ? undefined : rest[18];
  } catch {
    return undefined;
  }
}
