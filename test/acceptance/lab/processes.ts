import { readdirSync, readFileSync } from "node:fs";
import { labPaths } from "../../../lab";
import { type ProcessIdentity, parentOf, readLivingProcess } from "../../../lab/process-identity";

/** Every process of a lab: its first one and all that descend from it. */
export function processesOf(lab: string): ProcessIdentity[] {
  const first = readLivingProcess(labPaths(lab).holder);
  if (!first) return [];
  return allProcesses().filter((candidate) => {
    for (let at = candidate; at.pid > 1; ) {
      if (at.pid === first.pid) return true;
      const parent = parentOf(at.pid);
      if (!parent) return false;
      at = parent;
    }
    return false;
  });
}

/** Processes whose mounts mention the lab: what would keep its file systems alive. */
export function mountedBy(lab: string): number[] {
  const { run } = labPaths(lab);
  return allProcesses()
    .map(({ pid }) => pid)
    .filter((pid) => readIfThere(`/proc/${pid}/mountinfo`).includes(`${run}/`));
}

/** Interfaces and listening TCP ports of the machine's own network namespace. */
export function machineNetwork(): { interfaces: string[]; ports: Set<string> } {
  const rows = readIfThere("/proc/net/dev").split("\n").slice(2, -1);
  const sockets = readIfThere("/proc/net/tcp") + readIfThere("/proc/net/tcp6");
  const ports = [...sockets.matchAll(/:([0-9A-F]{4}) [0-9A-F]+:0000 0A /g)].map((match) => match[1] ?? "");
  return { interfaces: rows.map((row) => row.split(":")[0]?.trim() ?? ""), ports: new Set(ports) };
}

function allProcesses(): ProcessIdentity[] {
  const numbers = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return numbers.flatMap((name) => {
    const stat = readIfThere(`/proc/${name}/stat`);
    const startTime = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
    return startTime ? [{ pid: Number(name), startTime }] : [];
  });
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return ""; // Ended meanwhile.
  }
}
