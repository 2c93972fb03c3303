import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { DEFAULT_LAB } from "./hosts";
import { LabError } from "./lab-error";

/** Where a lab keeps what must outlive a command. Gone with `labDown`. */
export interface LabPaths {
  name: string;
  /** Run directory, readable by root only. */
  run: string;
  lock: string;
  /** `PID STARTTIME` of the lab's first process. */
  holder: string;
  /** Exists once every host served; a lab without it was cut off while starting. */
  complete: string;
  log: string;
  control: string;
  /** Pulumi's file backend for this lab. */
  state: string;
  host(host: string): HostPaths;
  guest(guest: string): GuestPaths;
}

/** A guest has no disk: only what tells whether it runs. */
export interface GuestPaths {
  home: string;
  /** `PID STARTTIME` of its process. */
  pid: string;
  /** Exists once its ports listen. */
  ready: string;
  log: string;
}

export interface HostPaths {
  home: string;
  /** Read-only layer between base tree and the host's own disk. */
  layer: string;
  /** `PID STARTTIME` of the host's first process. */
  pid: string;
  log: string;
  /** The host's TSIG key, made once for the life of its disk. */
  tsigKey: string;
  /** Folder of a disk that outlives the lab; without it the disk dies with the lab. */
  keptDisk?: string;
}

/** All labs: `$TITIP_LAB_RUN`, else `/run/titip-lab`, which a reboot empties. */
export function runRoot(environment: NodeJS.ProcessEnv = process.env): string {
  return environment.TITIP_LAB_RUN || "/run/titip-lab";
}

/** Base trees: `$TITIP_LAB_CACHE`, else `~/.cache/titip-lab`. */
export function cacheRoot(environment: NodeJS.ProcessEnv = process.env): string {
  return environment.TITIP_LAB_CACHE || join(homedir(), ".cache", "titip-lab");
}

/**
 * The paths of a lab.
 * @throws LabError for a name that could not be a folder, an interface or a mount option.
 */
export function labPaths(name = DEFAULT_LAB): LabPaths {
  if (!isLabName(name)) {
    throw new LabError({
      id: `Nama lab "${name}" tidak sah: huruf kecil, angka dan tanda hubung, diawali huruf, paling banyak 41.`,
      en: `The lab name "${name}" is not valid: small letters, digits and hyphens, a letter first, at most 41.`,
    });
  }
  const run = join(runRoot(), name);
  return {
    name,
    run,
    lock: join(runRoot(), `${name}.lock`),
    holder: join(run, "holder.pid"),
    complete: join(run, "complete"),
    log: join(run, "log"),
    control: join(run, "control"),
    state: join(run, "state"),
    host: (host) => hostPaths(join(run, "hosts", host)),
    guest: (guest) => guestPaths(join(run, "guests", guest)),
  };
}

/** The paths of a lab whose disks and Pulumi state outlive it in the folder `disks`, if one is given. */
export function pathsOnDisks(paths: LabPaths, disks: string | undefined): LabPaths {
  if (disks === undefined) return paths;
  return {
    ...paths,
    state: join(disks, "state"),
    host: (host) => {
      const keptDisk = join(disks, host);
      return { ...paths.host(host), keptDisk, tsigKey: join(keptDisk, "ddns.key") };
    },
  };
}

/** Whether a name can be a folder, part of a mount option and of an interface's name. */
export function isLabName(name: string): boolean {
  return /^[a-z][a-z0-9-]{0,40}$/.test(name);
}

function hostPaths(home: string): HostPaths {
  const inHome = (name: string) => join(home, name);
  return {
    home,
    layer: inHome("layer"),
    pid: inHome("pid"),
    log: inHome("log"),
    tsigKey: inHome("ddns.key"),
  };
}

function guestPaths(home: string): GuestPaths {
  const inHome = (name: string) => join(home, name);
  return { home, pid: inHome("pid"), ready: inHome("ready"), log: inHome("log") };
}

/** The project's folder, for sources and compiled program alike (`lab/` and `dist/lab/`). */
export function projectRoot(from: string = __dirname): string {
  if (existsSync(join(from, "lab", "files"))) return from;
  const parent = dirname(from);
  if (parent === from) throw new Error("lab/files not found above the program");
  return projectRoot(parent);
}

/** A file under `lab/files`. */
export function labFile(...path: string[]): string {
  return join(projectRoot(), "lab", "files", ...path);
}
