import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { LabError, type Progress } from "./lab-error";
import { runCommand } from "./run-command";

/** What the lab calls, and the Debian packages that have it. */
const PROGRAMS: Record<string, string> = {
  ip: "iproute2",
  mountpoint: "util-linux",
  nsenter: "util-linux",
  flock: "util-linux",
  pivot_root: "util-linux",
  setpriv: "util-linux",
  setsid: "util-linux",
  unshare: "util-linux",
};

/**
 * Makes sure that this machine can carry a lab; installs what is missing.
 * @throws LabError in one sentence: no Linux, not root, programs that cannot be installed.
 */
export async function requireLabMachine(progress?: Progress): Promise<void> {
  if (process.platform !== "linux" || process.getuid?.() !== 0) {
    throw new LabError({
      id: "Lab memerlukan Linux dan hak root: jalankan sebagai root di mesin Linux (misalnya dengan sudo).",
      en: "The lab needs Linux and root: run it as root on a Linux machine (for instance with sudo).",
    });
  }
  await ensurePrograms(PROGRAMS, progress);
}

/** @throws LabError where this machine forbids namespaces or mounts. */
export async function requireNamespaces(): Promise<void> {
  const all = ["unshare", "--mount", "--uts", "--ipc", "--net", "--pid", "--fork"];
  const probe = await runCommand([...all, "mount", "-t", "tmpfs", "titip-lab", "/mnt"]);
  if (probe.exitCode === 0) return;
  throw new LabError(
    {
      id: "Lab memerlukan hak membuat namespace dan mount, yang tidak diizinkan mesin ini (wadah tanpa hak istimewa?).",
      en: "The lab needs to make namespaces and mounts, which this machine forbids (a container without privileges?).",
    },
    probe.stderr,
  );
}

/** Installs the packages of those programs that are missing. */
export async function ensurePrograms(programs: Record<string, string>, progress?: Progress): Promise<void> {
  const missing = Object.entries(programs).filter(([program]) => !isInstalled(program));
  if (missing.length === 0) return;
  const packages = [...new Set(missing.map(([, name]) => name))];
  const list = packages.join(", ");
  progress?.({ id: `Memasang ${list} …`, en: `Installing ${list} …` });
  const words = isInstalled("apt-get") ? await install(packages) : "apt-get: not found";
  if (!missing.every(([program]) => isInstalled(program))) {
    throw new LabError(
      { id: `Lab memerlukan paket ${list}.`, en: `The lab needs the packages ${list}.` },
      words,
    );
  }
}

/** The words of apt-get, where it failed. */
async function install(packages: string[]): Promise<string> {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const apt = ["apt-get", "--quiet", "--option", "DPkg::Lock::Timeout=120"];
  const command = [...apt, "install", "--yes", "--no-install-recommends", ...packages];
  if ((await runCommand(command, { env })).exitCode === 0) return "";
  await runCommand([...apt, "update"], { env });
  return (await runCommand(command, { env })).stderr;
}

/** Whether a program is found on `path`, or where only root looks. */
export function isInstalled(program: string, path = process.env.PATH ?? ""): boolean {
  return [...path.split(delimiter), "/usr/sbin", "/sbin"].some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
