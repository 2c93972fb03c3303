import { readdirSync, readFileSync } from "node:fs";
import { labPaths } from "../../../lab";
import { readLivingProcess } from "../../../lab/process-identity";

/** Processes of a run, as the machine numbers them. */
export type Victim = "engine" | "program" | "plugin" | "titip-host" | "sshd";
export const VICTIMS: readonly Victim[] = ["engine", "program", "plugin", "titip-host", "sshd"];

const COMMANDS: Record<Victim, RegExp> = {
  engine: /^node bin\/titip /,
  program: /@pulumi\/pulumi\/cmd\/run\b/,
  plugin: /^node .*provider\/main\.js /,
  "titip-host": /^\/bin\/bash -p \/usr\/local\/sbin\/titip-host serve/,
  sshd: /^sshd: titip@notty/,
};

/** The living processes of a kind, below `root` (a run's process, or the first process of a host). */
export function findVictims(victim: Victim, root: number): number[] {
  return below(root).filter((pid) => COMMANDS[victim].test(commandOf(pid)));
}

/** First process of a lab's host. */
export function hostProcess(lab: string, host: string): number {
  const identity = readLivingProcess(labPaths(lab).host(host).pid);
  if (!identity) throw new Error(`${host} does not run`);
  return identity.pid;
}

/** Kills at once, without a chance to clean up. @returns whether there was anybody */
export function slay(pids: number[]): boolean {
  return pids.map((pid) => signal(pid, "SIGKILL")).includes(true);
}

/** @returns whether the process was still there */
export function signal(pid: number, name: NodeJS.Signals): boolean {
  if (pid <= 0) return false; // would mean a whole group
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

function below(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync("/proc")) {
    const parent = /^\d+$/.test(name) ? parentOf(Number(name)) : 0;
    if (parent === 0) continue;
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const found: number[] = [];
  for (const queue = [root]; queue.length > 0; ) {
    const next = children.get(queue.pop() ?? 0) ?? [];
    found.push(...next);
    queue.push(...next);
  }
  return found;
}

/** 0 for a process that has ended. */
export function parentOf(pid: number): number {
  const stat = read(`/proc/${pid}/stat`);
  const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  return Number.isInteger(parent) ? parent : 0;
}

function commandOf(pid: number): string {
  return read(`/proc/${pid}/cmdline`).replaceAll("\0", " ");
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return ""; // it has ended meanwhile
  }
}
