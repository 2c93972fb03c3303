import { type ChildProcess, type StdioOptions, spawn } from "node:child_process";
import { controlEnvironment } from "./control";
import { BARE_ENVIRONMENT, capabilitiesOf } from "./host-process";
import { CONTROL } from "./hosts";
import { findHost, runningLab } from "./lab";
import { LabError } from "./lab-error";
import { labFile } from "./paths";
import { readLivingProcess } from "./process-identity";
import { type CommandResult, runCommand } from "./run-command";

export interface ExecOptions {
  /** Given to standard input, which is closed then; nothing by default. */
  input?: string | Buffer;
  /** Added to the environment. */
  env?: NodeJS.ProcessEnv;
  /** Working directory; `/root` on a host, the caller's own on `control`. */
  cwd?: string;
  /** Milliseconds after which the command is killed. */
  timeout?: number;
}

/**
 * Runs a program on a host, as root, or on `control`: the machine's own file system and tools in the lab's
 * network, with names resolved by the lab's name server and the environment pointed at this lab. On a guest or
 * `outside` too, in its network.
 * @throws LabError when lab or host do not run; a failing program is a result.
 */
export async function labExec(
  name: string | undefined,
  host: string,
  argv: string[],
  options: ExecOptions = {},
): Promise<CommandResult> {
  const command = enterCommand(name, host, argv, options);
  return runCommand(command.argv, { env: command.env, input: options.input, timeout: options.timeout });
}

/**
 * As `labExec`, for programs that are talked to, shown as they run, or killed: killing the child kills the
 * program. Standard streams are the caller's own unless told otherwise.
 */
export function labSpawn(
  name: string | undefined,
  host: string,
  argv: string[],
  options: Omit<ExecOptions, "input" | "timeout"> & { stdio?: StdioOptions } = {},
): ChildProcess {
  const {
    argv: [program = "", ...rest],
    env,
  } = enterCommand(name, host, argv, options);
  return spawn(program, rest, { env, stdio: options.stdio ?? "inherit" });
}

function enterCommand(
  name: string | undefined,
  host: string,
  argv: string[],
  options: ExecOptions,
): { argv: string[]; env: NodeJS.ProcessEnv } {
  const lab = runningLab(name);
  // nsenter waits for its child; this makes the child end with it.
  const bound = ["setpriv", "--pdeathsig", "KILL"];
  const guest = readLivingProcess(lab.paths.guest(host).pid);
  if (host === CONTROL || guest) {
    const network = guest ? `--net=/proc/${guest.pid}/ns/net` : "--net";
    const enter = ["nsenter", "--target", String(lab.holder.pid), "--mount", network, "--pid", "--"];
    const script = ["/bin/sh", labFile("scripts", "control.sh"), lab.paths.run, options.cwd ?? process.cwd()];
    const env = { ...controlEnvironment(lab.paths, lab.record.base), ...options.env };
    return { argv: [...enter, ...bound, "unshare", "--mount", ...script, ...argv], env };
  }
  const found = findHost(lab.paths, lab.record, host);
  const hostInit = readLivingProcess(lab.paths.host(host).pid);
  if (!hostInit) throw stopped(host);
  const enter = ["nsenter", "--target", String(hostInit.pid), "--mount", "--uts", "--ipc", "--net", "--pid"];
  const limits = [...bound, "--inh-caps=-all", `--bounding-set=${capabilitiesOf(found)}`];
  const env = { ...BARE_ENVIRONMENT, HOME: "/root", TERM: process.env.TERM ?? "dumb", ...options.env };
  return { argv: [...enter, `--wdns=${options.cwd ?? "/root"}`, "--", ...limits, ...argv], env };
}

function stopped(host: string): LabError {
  return new LabError({ id: `Server lab ${host} sedang mati.`, en: `The lab host ${host} is stopped.` });
}
