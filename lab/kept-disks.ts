import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import type { LabHost } from "./hosts";
import { LabError, type Progress } from "./lab-error";
import { labFile } from "./paths";
import { runCommand } from "./run-command";

/** Exit code of `holder.sh` where another lab holds the disks. */
export const DISKS_IN_USE = 75;

/** What the folder holds is said here; a folder without it is not a lab's. */
const MARKER = "titip-lab.json";
const LOCK = "lock";
const PROBE = "probe";
/** What a start that was cut off before the marker may have left. */
const BEFORE_MARKER = [LOCK, PROBE, `${MARKER}.new`];

interface DisksRecord {
  /** What the disks were made over: see `contentKey`. */
  madeOver: string;
  /** Names of all hosts that ever had a disk here. */
  hosts: string[];
}

/** Held by the first process of the lab that has the disks, so that the kernel releases it with the lab. */
export function disksLock(disks: string): string {
  return join(disks, LOCK);
}

/**
 * Makes the folder if there is none, before it is locked.
 * @throws LabError when it holds other things than a lab's: a folder named by mistake must not be written to.
 */
export function requireDisksFolder(disks: string): void {
  if (folderAt(disks) === undefined) makeFolder(disks);
  if (existsSync(join(disks, MARKER))) return;
  if (readdirSync(disks).every((name) => BEFORE_MARKER.includes(name))) return;
  throw new LabError({
    id: `Folder "${disks}" berisi hal lain, bukan disk lab: sebutkan folder kosong atau yang belum ada.`,
    en: `The folder "${disks}" holds other things than a lab's disks: name one that is empty or not there yet.`,
  });
}

/**
 * Makes the locked folder ready for these hosts. Disks made over other files than today's are emptied, the
 * Pulumi state that describes them included: an overlay does not survive a change below it.
 * @throws LabError when the file system cannot carry a host's disk.
 */
export async function openDisks(
  disks: string,
  base: string,
  hosts: readonly LabHost[],
  progress: Progress,
): Promise<void> {
  await requireUpper(disks);
  const madeOver = contentKey(base);
  let known = readMarker(disks);
  if (known && known.madeOver !== madeOver) {
    progress({
      id: `Disk lab di ${disks} dibuat di atas berkas dasar yang lain: dikosongkan dan dimulai dari awal.`,
      en: `The lab's disks in ${disks} were made over another base: emptied, starting afresh.`,
    });
    for (const name of [...known.hosts, "state"]) rmSync(join(disks, name), { recursive: true, force: true });
    known = undefined;
  }
  const names = new Set([...(known?.hosts ?? []), ...hosts.map((host) => host.name)]);
  // Before the disks themselves, so that a start cut off now leaves nothing that the marker does not name.
  writeMarker(disks, { madeOver, hosts: [...names] });
  for (const { name } of hosts) mkdirSync(join(disks, name), { recursive: true, mode: 0o700 });
  // Whoever held Pulumi's lock ran inside the lab that had this folder, and ended with it.
  rmSync(join(disks, "state/.pulumi/locks"), { recursive: true, force: true });
}

/** @throws LabError always; the lock file says which lab. */
export function disksInUse(disks: string): LabError {
  const holder = readFileSync(disksLock(disks), "utf8").trim();
  return new LabError({
    id: `Disk lab di ${disks} sedang dipakai lab "${basename(holder)}" (${holder}).`,
    en: `The lab's disks in ${disks} are in use by the lab "${basename(holder)}" (${holder}).`,
  });
}

async function requireUpper(disks: string): Promise<void> {
  const probe = join(disks, PROBE);
  rmSync(probe, { recursive: true, force: true });
  const script = ["/bin/sh", labFile("scripts", "probe-disk.sh"), probe];
  const { exitCode, stderr } = await runCommand(["unshare", "--mount", ...script]);
  rmSync(probe, { recursive: true, force: true });
  if (exitCode === 0) return;
  throw new LabError(
    {
      id: `Sistem berkas ${disks} tidak dapat memuat disk server lab (lapisan atas overlay): pilih folder di ext4 atau xfs.`,
      en: `The file system of ${disks} cannot carry a lab host's disk (an overlay's upper part): choose a folder on ext4 or xfs.`,
    },
    stderr,
  );
}

/**
 * What lies below the disks: packages and accounts of the base tree as built, and the hosts' files in this
 * repository, zones among them (a journal replays only over the zone it was written for). Not `titip-host`,
 * which is to be replaced on living servers.
 */
function contentKey(base: string): string {
  const hash = createHash("sha256").update(basename(base));
  for (const file of ["var/lib/dpkg/status", "etc/passwd", "etc/group"])
    hash.update(readFileSync(join(base, file)));
  for (const name of readdirSync(labFile(), { recursive: true }).map(String).sort()) {
    const file = labFile(name);
    if (name.startsWith("scripts") || !statSync(file).isFile()) continue;
    hash.update(`\0${name}\0`).update(readFileSync(file));
  }
  return hash.digest("hex");
}

function readMarker(disks: string): DisksRecord | undefined {
  const file = join(disks, MARKER);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as DisksRecord) : undefined;
}

function writeMarker(disks: string, record: DisksRecord): void {
  const file = join(disks, MARKER);
  writeFileSync(`${file}.new`, `${JSON.stringify(record, null, 2)}\n`, { flush: true });
  renameSync(`${file}.new`, file);
}

function folderAt(path: string): Stats | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found && !found.isDirectory()) throw unusableFolder(path, "");
  return found;
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw unusableFolder(path, error instanceof Error ? error.message : String(error));
  }
}

function unusableFolder(path: string, words: string): LabError {
  return new LabError(
    {
      id: `"${path}" tidak dapat menjadi folder disk lab.`,
      en: `"${path}" cannot be the folder of a lab's disks.`,
    },
    words,
  );
}
