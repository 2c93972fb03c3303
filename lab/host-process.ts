import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { buildHostLayer } from "./host-layer";
import { type LabHost, PREFIX_LENGTH } from "./hosts";
import { LabError } from "./lab-error";
import { type LabPaths, labFile } from "./paths";
import { killNamespace, type ProcessIdentity, readLivingProcess } from "./process-identity";
import { mustRun } from "./run-command";

/**
 * All that root keeps on a host. Not what would lead out of it: no mounts, no devices, no kernel modules, no
 * reading of files by handle. A host is the machine's kernel with another view, not a wall against attackers.
 */
export const HOST_CAPABILITIES = [
  "-all",
  ...["chown", "dac_override", "fowner", "fsetid", "kill", "setgid", "setuid", "setpcap", "setfcap"],
  ...["net_bind_service", "net_admin", "net_raw", "sys_chroot", "sys_resource", "audit_write"],
]
  .map((name) => (name.startsWith("-") ? name : `+${name}`))
  .join(",");

/**
 * What a container server has beside that: its daemon mounts images, makes namespaces and device nodes, and enters
 * containers of other users for their health checks. With `sys_admin` its root can leave the host, so a lab's container
 * server runs only what the lab's owner gives it.
 */
const CONTAINER_CAPABILITIES = ",+sys_admin,+sys_ptrace,+mknod";

/** What mounting an image takes. Its root, too, can leave the host: of no use for tests that a server is attacked in. */
const MOUNT_CAPABILITIES = ",+sys_admin";

/** What the root of a host may do, in the words of setpriv(1). */
export function capabilitiesOf({ role, mounts }: LabHost): string {
  if (role === "container") return HOST_CAPABILITIES + CONTAINER_CAPABILITIES;
  return mounts ? HOST_CAPABILITIES + MOUNT_CAPABILITIES : HOST_CAPABILITIES;
}

/** Milliseconds a host may take until its daemons serve. */
const START_LIMIT = 60_000;

/** Where a host is started. */
export interface HostSurroundings {
  base: string;
  diskSize: string;
  /** Address of the lab's gateway, if it has one. */
  router: string | undefined;
}

/** Starts a host in the namespaces of `holder` and waits until its daemons serve. */
export async function startHostProcess(
  paths: LabPaths,
  holder: ProcessIdentity,
  host: LabHost,
  { base, diskSize, router }: HostSurroundings,
): Promise<void> {
  const files = paths.host(host.name);
  mkdirSync(files.home, { recursive: true });
  buildHostLayer(host, base, files);
  rmSync(files.pid, { force: true });
  const enter = ["nsenter", "--target", String(holder.pid), "--mount", "--net", "--pid"];
  const script = ["/bin/sh", labFile("scripts", "start-host.sh"), paths.run, host.name];
  const disk = [diskSize, files.keptDisk ?? ""];
  const network = [host.address, String(PREFIX_LENGTH), String(holder.pid)];
  const cards = (host.cards ?? []).map(({ bridge, address }) => `${bridge}=${address}`);
  const routing = [router ?? "", cards.join(" ")];
  const rights = capabilitiesOf(host);
  await mustRun([...enter, "--", ...script, ...disk, base, ...network, rights, ...routing, host.role], {
    env: BARE_ENVIRONMENT,
  });
  await waitUntilServing(paths, host);
}

/** What daemons may inherit from whoever starts a lab: nothing of the caller's. */
export const BARE_ENVIRONMENT = {
  PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
  LANG: "C.UTF-8",
};

/** As a power cut: everything on the host ends at once, its disk stays. */
export async function stopHostProcess(paths: LabPaths, host: string): Promise<void> {
  const identity = readLivingProcess(paths.host(host).pid);
  if (identity) await killNamespace(identity);
}

async function waitUntilServing(paths: LabPaths, host: LabHost): Promise<void> {
  const files = paths.host(host.name);
  for (const end = Date.now() + START_LIMIT; Date.now() < end; await sleep(20)) {
    const started = existsSync(files.pid); // asked first: the file may come between one look and the next
    const identity = readLivingProcess(files.pid);
    if (!identity) {
      if (started) break;
      continue;
    }
    const state = `/proc/${identity.pid}/root/run/titip-lab`;
    if (existsSync(`${state}/ready`)) return;
    if (existsSync(`${state}/failed`)) throw notServing(host, readFileSync(`${state}/failed`, "utf8"));
  }
  throw notServing(host, tail(files.log));
}

function notServing(host: LabHost, words: string): LabError {
  return new LabError(
    { id: `Server lab ${host.name} tidak melayani.`, en: `The lab host ${host.name} does not serve.` },
    words,
  );
}

function tail(file: string): string {
  return existsSync(file) ? readFileSync(file, "utf8").split("\n").slice(-12).join("\n") : "";
}
