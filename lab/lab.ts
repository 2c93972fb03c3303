import { spawn } from "node:child_process";
import { existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ensureBaseTree } from "./base-tree";
import { prepareControl } from "./control";
import { removeControlGroups } from "./control-groups";
import { withFileLock } from "./file-lock";
import { startOutside } from "./guest";
import { BARE_ENVIRONMENT, startHostProcess, stopHostProcess } from "./host-process";
import { CONTROL, CONTROL_ADDRESS, LAB_HOSTS, type LabHost, PREFIX_LENGTH } from "./hosts";
import { DISKS_IN_USE, disksInUse, disksLock, openDisks, requireDisksFolder } from "./kept-disks";
import { LabError, type Progress } from "./lab-error";
import { cacheRoot, isLabName, type LabPaths, labFile, labPaths, pathsOnDisks, runRoot } from "./paths";
import {
  killNamespace,
  type ProcessIdentity,
  readLivingProcess,
  untilKilledHasEnded,
} from "./process-identity";
import { requireLabMachine, requireNamespaces } from "./requirements";

export interface LabOptions {
  /** Servers to start; `LAB_HOSTS` by default. */
  hosts?: readonly LabHost[];
  /** Size limit of each host's disk as tmpfs takes it, `1g` by default. */
  diskSize?: string;
  /**
   * Folder for the hosts' disks (`<disks>/<host>`, without a size limit) and Pulumi's state (`<disks>/state`),
   * which `labDown` leaves: the next lab on it goes on where this one ended. In memory and gone with the lab by
   * default. Of one lab at a time; emptied when the base tree or the hosts' files below the disks have changed.
   */
  disks?: string;
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
  /** Absolute path. */
  disks?: string;
}

/**
 * Starts a lab and waits until all its daemons serve. A running lab is left as it is, except that stopped hosts
 * are started on the disks they had; a broken one is cleared and started anew.
 * @throws LabError when this machine cannot carry a lab, a daemon does not start, a lab of this name runs
 *   with other hosts or disks, or another lab has the disks.
 */
export async function labUp(name?: string, options: LabOptions = {}): Promise<LabStatus> {
  const paths = labPaths(name);
  const disks = options.disks === undefined ? undefined : resolve(options.disks);
  requireMountable(paths.run, cacheRoot(), ...(disks === undefined ? [] : [disks]));
  await requireLabMachine(options.progress);
  return withFileLock(paths.lock, async () => {
    await untilKilledHasEnded(paths.holder);
    if (statusOf(paths).state === "running") await resume(paths, options.hosts, disks);
    else await startAnew(paths, { ...options, disks });
    return statusOf(paths);
  });
}

/**
 * Ends a lab: all its processes, mounts, interfaces and files, but for kept disks. A lab that is not there is
 * fine. For the hosts this is a power cut: what they had written is on their disks, what they were doing is not.
 */
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
    await startHosts(paths, holder, record, [findHost(paths, record, host)]);
  });
}

/** The parts of a lab that runs, for `labExec`. @throws LabError when it does not. */
export function runningLab(name?: string): { paths: LabPaths; holder: ProcessIdentity; record: LabRecord } {
  const paths = labPaths(name);
  const holder = readLivingProcess(paths.holder);
  if (holder && existsSync(paths.complete)) {
    const record = readRecord(paths);
    return { paths: pathsOnDisks(paths, record.disks), holder, record };
  }
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
  const { disks, progress = () => undefined } = options;
  try {
    await requireNamespaces();
    const base = await ensureBaseTree(progress);
    await clear(paths);
    const hosts = [...(options.hosts ?? LAB_HOSTS)];
    await start(paths, { hosts, base, diskSize: options.diskSize ?? "1g", disks }, progress);
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
    id: `Jalur "${bad}" memuat koma, titik dua, garis miring terbalik atau spasi: pilih yang lain (TITIP_LAB_RUN, TITIP_LAB_CACHE, folder disk).`,
    en: `The path "${bad}" has a comma, colon, backslash or space: choose another (TITIP_LAB_RUN, TITIP_LAB_CACHE, the disks' folder).`,
  });
}

async function resume(own: LabPaths, wanted?: readonly LabHost[], disks?: string): Promise<void> {
  const { paths, holder, record } = runningLab(own.name);
  if (disks !== undefined && disks !== record.disks) {
    throw new LabError({
      id: `Lab "${paths.name}" sudah berjalan dengan disk lain: hentikan dahulu dengan "titip lab down ${paths.name}".`,
      en: `The lab "${paths.name}" already runs on other disks: end it first with "titip lab down ${paths.name}".`,
    });
  }
  if (wanted && JSON.stringify(wanted) !== JSON.stringify(record.hosts)) {
    throw new LabError({
      id: `Lab "${paths.name}" sudah berjalan dengan server lain: hentikan dahulu dengan "titip lab down ${paths.name}".`,
      en: `The lab "${paths.name}" already runs with other hosts: end it first with "titip lab down ${paths.name}".`,
    });
  }
  await startHosts(paths, holder, record);
}

async function start(own: LabPaths, record: LabRecord, progress: Progress): Promise<void> {
  const { disks } = record;
  const paths = pathsOnDisks(own, disks);
  if (disks !== undefined) requireDisksFolder(disks);
  mkdirSync(paths.run, { recursive: true, mode: 0o700 });
  writeFileSync(join(paths.run, "lab.json"), `${JSON.stringify(record, null, 2)}\n`);
  const holder = await startHolder(paths, disks);
  if (disks !== undefined) await openDisks(disks, record.base, record.hosts, progress);
  prepareControl(paths, record.hosts);
  await startHosts(paths, holder, record);
  writeFileSync(paths.complete, "");
}

/** Starts those of `wanted` that do not run. */
async function startHosts(
  paths: LabPaths,
  holder: ProcessIdentity,
  record: LabRecord,
  wanted: readonly LabHost[] = record.hosts,
): Promise<void> {
  const stopped = wanted.filter((host) => !readLivingProcess(paths.host(host.name).pid));
  const router = record.hosts.find(({ role }) => role === "gateway")?.address;
  const starting = stopped.map((host) => startHostProcess(paths, holder, host, { ...record, router }));
  if (router !== undefined) starting.push(startOutside(paths, holder));
  // All are let finish, so that nothing still starts while a failed lab is being cleared.
  for (const result of await Promise.allSettled(starting)) {
    if (result.status === "rejected") throw result.reason;
  }
}

async function startHolder(paths: LabPaths, disks?: string): Promise<ProcessIdentity> {
  const log = openSync(paths.log, "a", 0o600);
  const namespaces = ["--mount", "--net", "--ipc", "--pid", "--fork", "--kill-child"];
  const script = ["/bin/sh", labFile("scripts", "holder.sh"), CONTROL_ADDRESS, String(PREFIX_LENGTH)];
  if (disks !== undefined) script.push(disksLock(disks));
  const child = spawn("unshare", [...namespaces, ...script], {
    detached: true,
    stdio: ["ignore", log, log],
    cwd: paths.run,
    env: BARE_ENVIRONMENT,
  });
  child.unref();
  for (let waited = 0; waited < 5_000 && child.exitCode === null; waited += 5) {
    const holder = readLivingProcess(paths.holder);
    if (holder) return holder;
    await sleep(5);
  }
  if (disks !== undefined && child.exitCode === DISKS_IN_USE) throw disksInUse(disks);
  throw new LabError(
    { id: "Lab tidak dapat dimulai.", en: "The lab does not start." },
    readFileSync(paths.log, "utf8"),
  );
}

/** Kills what still runs and removes the run directory. */
async function clear(paths: LabPaths): Promise<void> {
  const holder = readLivingProcess(paths.holder);
  if (holder) await killNamespace(holder);
  removeControlGroups(paths.name);
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
