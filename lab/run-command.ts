import { spawn } from "node:child_process";
import { LabError } from "./lab-error";

export interface CommandResult {
  /** 128 + signal number where a signal ended it, as shells do. */
  exitCode: number;
  stdout: string;
  stderr: string;
}

export interface CommandOptions {
  /** Given to standard input, which is closed then; nothing by default. */
  input?: string | Buffer;
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** Milliseconds after which the command is killed. */
  timeout?: number;
  /** Called with each line of standard error as it comes. */
  onProgress?: (line: string) => void;
}

/** Runs a program with arguments, never through a shell. Rejects only when it cannot be started. */
export function runCommand(argv: string[], options: CommandOptions = {}): Promise<CommandResult> {
  const [program = "", ...rest] = argv;
  return new Promise((resolve, reject) => {
    const child = spawn(program, rest, {
      env: options.env ?? process.env,
      cwd: options.cwd,
      timeout: options.timeout,
      killSignal: "SIGKILL",
      stdio: ["pipe", "pipe", "pipe"],
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => {
      stderr.push(chunk);
      for (const line of chunk.toString().split("\n")) if (line.trim()) options.onProgress?.(line.trim());
    });
    child.stdin.on("error", () => undefined); // A program may end without reading.
    child.on("error", reject);
    child.on("close", (code) => {
      resolve({
        exitCode: code ?? 137,
        stdout: Buffer.concat(stdout).toString(),
        stderr: Buffer.concat(stderr).toString(),
      });
    });
    child.stdin.end(options.input ?? "");
  });
}

/** As `runCommand`, but a failure is an error that carries the program's words. */
export async function mustRun(argv: string[], options: CommandOptions = {}): Promise<string> {
  const result = await runCommand(argv, options);
  if (result.exitCode !== 0) {
    throw new LabError(
      {
        id: `Perintah lab gagal (kode ${result.exitCode}): ${argv.slice(0, 12).join(" ")}`,
        en: `A command of the lab failed (code ${result.exitCode}): ${argv.slice(0, 12).join(" ")}`,
      },
      result.stderr || result.stdout,
    );
  }
  return result.stdout;
}
