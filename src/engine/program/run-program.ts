import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Project } from "../config/project";
import { EngineError } from "../engine-error";
import { eachLine } from "./child";
import { withoutProxy } from "./grpc";

export interface ProgramOptions {
  project: Project;
  stack: string;
  preview: boolean;
  /** Address of the server with ResourceMonitor and Engine. */
  address: string;
  /** PULUMI_CONFIG and PULUMI_CONFIG_SECRET_KEYS. */
  config: Record<string, string>;
  environment: NodeJS.ProcessEnv;
  parallel: number;
  onLine(stream: "stdout" | "stderr", text: string): void;
}

export interface RunningProgram {
  /** The exit code, or the signal that ended it. Zero proves nothing: after a failure the SDK goes quiet and exits 0. */
  exit: Promise<number | NodeJS.Signals>;
  kill(): void;
}

/** The exit code of a program that has already shown its error. */
export const ERROR_SHOWN = 32;

function runnerOf(folder: string): string {
  try {
    return createRequire(join(folder, "index.js")).resolve("@pulumi/pulumi/cmd/run");
  } catch {
    throw new EngineError(
      "project",
      `@pulumi/pulumi is not installed for the program in ${folder}; run npm install`,
    );
  }
}

/** Starts the program as the stock CLI's language host does (`pulumi-language-nodejs/main.go`, constructArguments). */
export function runProgram(options: ProgramOptions): RunningProgram {
  const { project, stack, address } = options;
  const { folder, entry } = project.program;
  const flags = [
    ...["--monitor", address, "--engine", address, "--organization", "organization"],
    ...["--project", project.name, "--root-directory", project.root, "--stack", stack, "--pwd", folder],
    ...(options.preview ? ["--dry-run"] : []),
    ...["--parallel", String(options.parallel)],
  ];
  const child = spawn(process.execPath, [...project.nodeArguments, runnerOf(folder), ...flags, entry], {
    cwd: folder,
    // Its own process group: on Ctrl-C the engine closes the monitor and the program ends by itself.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...withoutProxy(options.environment),
      ...options.config,
      ...(project.typescript ? { PULUMI_NODEJS_TYPESCRIPT: "true" } : {}),
    },
  });
  eachLine(child.stdout, (text) => options.onLine("stdout", text));
  eachLine(child.stderr, (text) => options.onLine("stderr", text));
  return {
    exit: new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code, signal) => resolve(code ?? signal ?? 1));
    }),
    kill: () => {
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
    },
  };
}
