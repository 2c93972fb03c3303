import { spawn } from "node:child_process";
import { existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ensureBaseTree } from "./base-tree";
import { prepareControl } from "./control";
import { withFileLock } from "./file-lock";
import { BARE_ENVIRONMENT, startHostProcess, stopHostProcess } from "./host-process";
import { CONTROL, CONTROL_ADDRESS, LAB_HOSTS, type LabHost, PREFIX_LENGTH } from "./hosts";
import { LabError, type Progress } from "./lab-error";
import { cacheRoot, isLabName, type LabPaths, labFile, labPaths, runRoot } from "./paths";
import { killNamespace, type ProcessIdentity, readLivingProcess } from "./process-identity";
import { requireLabMachine, requireNamespaces } from "./requirements";

export interface LabOptions {
  /** Servers to start; `LAB_HOSTS` by default. */
  hosts?: readonly LabHost[];
  /** Size limit of each host's disk as tmpfs takes it, `1g` by default. */
  diskSize?: string;
  /** Told what is going on where it lasts over a second. */
  progress?: Progress;
}

export interface LabStatus {
  name: string;
  /** `broken`: cut off while starting or killed; the next `labUp` or `labDown` clears it. */
  state: "running" | "broken" | "down";
  hosts: (LabHost & { running: boolean })[];
}

/** What is kept about a running lab, in `lab.json`. */
interface LabRecord {
  hosts: LabHost[];
  base: string;
  diskSize: string;
}

/**
 * Starts a lab and waits until all its daemons serve. A running lab is left as it is, except that stopped hosts
 * are started on the disks they had; a broken one is cleared and started anew.
 * @throws LabError when this machine cannot carry a lab, a daemon does not start, or a lab of this name runs
 *   with other hosts.
 */
export async function labUp(name?: string, options: LabOptions = {}): Promise<LabStatus> {
  const paths = labPaths(name);
  requireMountable(paths.run, cacheRoot());
  await requireLabMachine(options.progress);
  return withFileLock(paths.lock, async () => {
    if (statusOf(paths).state === "running") await resume(paths, options.hosts);
    else await startAnew(paths, options);
    return statusOf(paths);
  });
}

/** Ends a lab: all its processes, mounts, interfaces and files. A lab that is not there is fine. */
export async function labDown(name?: string): Promise<void> {
  const paths = labPaths(name);
  await requireLabMachine();
  await withFileLock(paths.lock, () => remove(paths));
}

/** State of one lab, from its processes. */
export function labStatus(name?: string): LabStatus {
  return statusOf(labPaths(name));
}

/** Every lab that has a run directory, running or broken. */
export function labList(): LabStatus[] {
  if (!existsSync(runRoot())) return [];
  const entries = readdirSync(runRoot(), { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && isLabName(entry.name))
    .map((entry) => labStatus(entry.name));
}

/** Cuts a host's power: everything on it ends at once, its disk stays. */
export async function hostStop(name: string | undefined, host: string): Promise<void> {
  await withFileLock(labPaths(name).lock, async () => {
    const { paths, record } = runningLab(name);
    findHost(paths, record, host);
    await stopHostProcess(paths, host);
  });
}

/** Starts a stopped host on the disk it had; a running one is left as it is. */
export async function hostStart(name: string | undefined, host: string): Promise<void> {
  await withFileLock(labPaths(name).lock, async () => {
    const { paths, holder, record } = runningLab(name);
    await startHosts(paths, holder, { ...record, hosts: [findHost(paths, record, host)] });
  });
}

/** The parts of a lab that runs, for `labExec`. @throws LabError when it does not. */
export function runningLab(name?: string): { paths: LabPaths; holder: ProcessIdentity; record: LabRecord } {
  const paths = labPaths(name);
  const holder = readLivingProcess(paths.holder);
  if (holder && existsSync(paths.complete)) return { paths, holder, record: readRecord(paths) };
  throw new LabError({
    id: `Lab "${paths.name}" tidak berjalan: jalankan "titip lab up ${paths.name}".`,
    en: `The lab "${paths.name}" is not running: run "titip lab up ${paths.name}".`,
  });
}

/** @throws LabError when the lab has no such host. */
export function findHost(paths: LabPaths, record: LabRecord, host: string): LabHost {
  const found = record.hosts.find((candidate) => candidate.name === host);
  if (found) return found;
  const names = [...record.hosts.map((candidate) => candidate.name), CONTROL].join(", ");
  throw new LabError({
    id: `Lab "${paths.name}" tidak mempunyai server "${host}"; yang ada: ${names}.`,
    en: `The lab "${paths.name}" has no host "${host}"; it has: ${names}.`,
  });
}

async function startAnew(paths: LabPaths, options: LabOptions): Promise<void> {
  try {
    await requireNamespaces();
    const base = await ensureBaseTree(options.progress ?? (() => undefined));
    await clear(paths);
    const hosts = [...(options.hosts ?? LAB_HOSTS)];
    await start(paths, { hosts, base, diskSize: options.diskSize ?? "1g" });
  } catch (error) {
    await remove(paths);
    throw error;
  }
}

/** Overlay mounts take paths in a list of options: mount(8). */
function requireMountable(...paths: string[]): void {
  const bad = paths.find((path) => /[,:\\\s]/.test(path));
  if (bad === undefined) return;
  throw new LabError({
    id: `Jalur "${bad}" memuat koma, titik dua, garis miring terbalik atau spasi: pilih yang lain (TITIP_LAB_RUN, TITIP_LAB_CACHE).`,
    en: `The path "${bad}" has a comma, colon, backslash or space: choose another (TITIP_LAB_RUN, TITIP_LAB_CACHE).`,
  });
}

async function resume(paths: LabPaths, wanted?: readonly LabHost[]): Promise<void> {
  const { holder, record } = runningLab(paths.name);
  if (wanted && JSON.stringify(wanted) !== JSON.stringify(record.hosts)) {
    throw new LabError({
      id: `Lab "${paths.name}" sudah berjalan dengan server lain: hentikan dahulu dengan "titip lab down ${paths.name}".`,
      en: `The lab "${paths.name}" already runs with other hosts: end it first with "titip lab down ${paths.name}".`,
    });
  }
  await startHosts(paths, holder, record);
}

async function start(paths: LabPaths, record: LabRecord): Promise<void> {
  mkdirSync(paths.run, { recursive: true, mode: 0o700 });
  writeFileSync(join(paths.run, "lab.json"), `${JSON.stringify(record, null, 2)}\n`);
  prepareControl(paths, record.hosts);
  const holder = await startHolder(paths);
  await startHosts(paths, holder, record);
  writeFileSync(paths.complete, "");
}

/** Starts those that do not run. */
async function startHosts(paths: LabPaths, holder: ProcessIdentity, record: LabRecord): Promise<void> {
  const stopped = record.hosts.filter((host) => !readLivingProcess(paths.host(host.name).pid));
  const starting = stopped.map((host) => startHostProcess(paths, holder, host, record.base, record.diskSize));
  // All are let finish, so that nothing still starts while a failed lab is being cleared.
  for (const result of await Promise.allSettled(starting)) {
    if (result.status === "rejected") throw result.reason;
  }
}

async function startHolder(paths: LabPaths): Promise<ProcessIdentity> {
  const log = openSync(paths.log, "a", 0o600);
  const namespaces = ["--mount", "--net", "--ipc", "--pid", "--fork", "--kill-child"];
  const script = ["/bin/sh", labFile("scripts", "holder.sh"), CONTROL_ADDRESS, String(PREFIX_LENGTH)];
  const child = spawn("unshare", [...namespaces, ...script], {
    detached: true,
    stdio: ["ignore", log, log],
    cwd: paths.run,
    env: BARE_ENVIRONMENT,
  });
  child.unref();
  for (let waited = 0; waited < 5_000; waited += 5) {
    const holder = readLivingProcess(paths.holder);
    if (holder) return holder;
    await sleep(5);
  }
  throw new LabError(
    { id: "Lab tidak dapat dimulai.", en: "The lab does not start." },
    readFileSync(paths.log, "utf8"),
  );
}

/** Kills what still runs and removes the run directory. */
async function clear(paths: LabPaths): Promise<void> {
  const holder = readLivingProcess(paths.holder);
  if (holder) await killNamespace(holder);
  rmSync(paths.run, { recursive: true, force: true });
}

/** As `clear`, and the lock goes too: only as the last act of who holds it. */
async function remove(paths: LabPaths): Promise<void> {
  await clear(paths);
  rmSync(paths.lock, { force: true });
}

function statusOf(paths: LabPaths): LabStatus {
  if (!existsSync(paths.run)) return { name: paths.name, state: "down", hosts: [] };
  const running = readLivingProcess(paths.holder) !== undefined && existsSync(paths.complete);
  const hosts = readRecord(paths).hosts.map((host) => ({
    ...host,
    running: readLivingProcess(paths.host(host.name).pid) !== undefined,
  }));
  return { name: paths.name, state: running ? "running" : "broken", hosts };
}

function readRecord(paths: LabPaths): LabRecord {
  try {
    return JSON.parse(readFileSync(join(paths.run, "lab.json"), "utf8")) as LabRecord;
  } catch {
    return { hosts: [], base: "", diskSize: "" }; // Cut off before it was written.
  }
}
