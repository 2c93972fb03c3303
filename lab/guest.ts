import { spawn } from "node:child_process";
import { existsSync, mkdirSync, openSync, readFileSync, rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { BARE_ENVIRONMENT } from "./host-process";
import { COLOCATION, type LabCard, OUTSIDE, OUTSIDE_ADDRESS } from "./hosts";
import { LabError } from "./lab-error";
import { type LabPaths, labFile } from "./paths";
import { killNamespace, type ProcessIdentity, readLivingProcess } from "./process-identity";

/** A machine of somebody else's: a co-located server behind the lab's gateway. */
export interface LabGuest {
  /** Small letters, digits and hyphens, at most 13. */
  name: string;
  /** IPv4 in the co-location network. */
  addresses: readonly string[];
  /** TCP ports that it answers on. */
  listen?: readonly number[];
}

/** Where a guest is plugged in. */
interface Socket {
  bridge: LabCard["bridge"];
  gateway: string;
  prefixLength: number;
}

const INTERNET: Socket = { bridge: "luar", gateway: "192.0.2.1", prefixLength: 24 };
const START_LIMIT = 10_000;

/** Puts a server into the co-location network; one of this name that runs already is replaced. */
export async function startGuest(paths: LabPaths, holder: ProcessIdentity, guest: LabGuest): Promise<void> {
  requireGuest(guest);
  await stopGuest(paths, guest.name);
  const { ready } = paths.guest(guest.name);
  const server = [labFile("scripts", "guest-server.cjs"), ready, guest.name];
  const program = [process.execPath, ...server, ...(guest.listen ?? []).map(String)];
  await startIn(COLOCATION, paths, holder, guest, program);
  await until(() => existsSync(ready), paths, guest.name);
}

/** The stranger on the internet: there as long as the lab is. */
export async function startOutside(paths: LabPaths, holder: ProcessIdentity): Promise<void> {
  if (readLivingProcess(paths.guest(OUTSIDE).pid)) return;
  const guest = { name: OUTSIDE, addresses: [OUTSIDE_ADDRESS] };
  await startIn(INTERNET, paths, holder, guest, ["sleep", "infinity"]);
}

/** Pulls a guest's plug; one that is not there is fine. */
export async function stopGuest(paths: LabPaths, name: string): Promise<void> {
  const { home, pid } = paths.guest(name);
  const running = readLivingProcess(pid);
  if (running) await killNamespace(running);
  rmSync(home, { recursive: true, force: true });
}

async function startIn(
  socket: Socket,
  paths: LabPaths,
  holder: ProcessIdentity,
  { name, addresses }: LabGuest,
  program: string[],
): Promise<void> {
  const { home, pid, log: logFile } = paths.guest(name);
  mkdirSync(home, { recursive: true });
  const log = openSync(logFile, "a", 0o600);
  const enter = ["--target", String(holder.pid), "--mount", "--net", "--pid", "--", "setsid", "--fork"];
  const script = ["unshare", "--net", "/bin/sh", labFile("scripts", "guest.sh"), home, name];
  const plug = [String(holder.pid), socket.bridge, socket.gateway, String(socket.prefixLength)];
  const child = spawn("nsenter", [...enter, ...script, ...plug, addresses.join(" "), ...program], {
    env: BARE_ENVIRONMENT,
    stdio: ["ignore", log, log],
  });
  await new Promise((resolve, reject) => child.once("close", resolve).once("error", reject));
  await until(() => readLivingProcess(pid) !== undefined, paths, name);
}

async function until(there: () => boolean, paths: LabPaths, name: string): Promise<void> {
  for (const end = Date.now() + START_LIMIT; Date.now() < end; await sleep(10)) if (there()) return;
  throw new LabError(
    { id: `Server titipan ${name} tidak menyala.`, en: `The guest ${name} does not start.` },
    readFileSync(paths.guest(name).log, "utf8"),
  );
}

/** Names become interfaces and folders, addresses and ports arguments of programs. */
function requireGuest({ name, addresses, listen = [] }: LabGuest): void {
  const bad = [
    ...[name].filter((value) => !/^[a-z][a-z0-9-]{0,12}$/.test(value) || value === OUTSIDE),
    ...addresses.filter(
      (value) => !/^10\.20\.40\.([2-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-4])$/.test(value),
    ),
    ...listen.filter((port) => !Number.isInteger(port) || port < 1 || port > 65535).map(String),
  ];
  if (bad.length === 0 && addresses.length > 0) return;
  throw new LabError({
    id: `Server titipan: ${bad.join(", ") || "tanpa alamat"} tidak sah; nama huruf kecil paling banyak 13, alamat 10.20.40.2–254, porta 1–65535.`,
    en: `Guest: ${bad.join(", ") || "no address"} is not valid; a name of at most 13 small letters, addresses 10.20.40.2–254, ports 1–65535.`,
  });
}
