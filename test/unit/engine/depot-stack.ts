import { type ChildProcess, spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { ModuleKind, ScriptTarget, transpileModule } from "typescript";
import type { EngineOptions } from "../../../src/engine";
import type { Checkpoint } from "../../../src/engine/state/deployment";
import { jsonLines } from "./golden-stack";

const ROOT = resolve(__dirname, "../../..");

/** A project folder with the depot program and plugin. */
export class DepotStack {
  readonly folder = mkdtempSync(join(tmpdir(), "titip-depot-"));
  readonly state = join(this.folder, "state");
  readonly gate = join(this.folder, "gate");
  readonly files = join(this.folder, "state", ".pulumi");

  constructor() {
    cpSync(join(__dirname, "fixtures", "depot"), this.folder, { recursive: true });
    symlinkSync(join(ROOT, "node_modules"), join(this.folder, "node_modules"));
    writeFileSync(join(this.folder, "package.json"), "{}");
    writeFileSync(join(this.folder, "log"), "");
  }

  environment(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
    return {
      ...process.env,
      COUNT: "3",
      DEPOT_LOG: join(this.folder, "log"),
      PULUMI_CONFIG_PASSPHRASE: "depot",
      ...more,
    };
  }

  options(environment: NodeJS.ProcessEnv = {}, more: Partial<EngineOptions> = {}): EngineOptions {
    return {
      projectDir: this.folder,
      stack: "dev",
      backendUrl: `file://${this.state}`,
      environment: this.environment(environment),
      ...more,
    };
  }

  log(): Record<string, unknown>[] {
    return jsonLines(readFileSync(join(this.folder, "log"), "utf8"));
  }

  done(operation: string): unknown[] {
    return this.log().flatMap(({ op, name }) => (op === operation ? [name] : []));
  }

  get checkpointPath(): string {
    return join(this.files, "stacks", "depot-test", "dev.json");
  }

  checkpoint(): Checkpoint["checkpoint"] {
    return (JSON.parse(readFileSync(this.checkpointPath, "utf8")) as Checkpoint).checkpoint;
  }

  locks(): string[] {
    const folder = join(this.files, "locks", "organization", "depot-test", "dev");
    return existsSync(folder) ? readdirSync(folder) : [];
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/**
 * The engine, and the few files beside it that it uses, as JavaScript: so that a test can start it in a process of
 * its own and kill that.
 */
export function compileEngine(folder: string): string {
  const source = join(ROOT, "src");
  const inEngine = readdirSync(join(source, "engine"), { recursive: true, encoding: "utf8" }).map((name) =>
    join("engine", name),
  );
  for (const name of [...readdirSync(source), ...inEngine].filter((file) => file.endsWith(".ts"))) {
    const options = { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022, esModuleInterop: true };
    const { outputText } = transpileModule(readFileSync(join(source, name), "utf8"), {
      compilerOptions: options,
    });
    const output = join(folder, "src", name).replace(/\.ts$/, ".js");
    mkdirSync(dirname(output), { recursive: true });
    writeFileSync(output, outputText);
  }
  writeFileSync(join(folder, "up.js"), UP);
  return join(folder, "up.js");
}

/** `up`, cancelled by SIGINT as the command line does it. */
const UP = `
const { up } = require("./src/engine");
const stop = new AbortController();
process.once("SIGINT", () => stop.abort());
const { projectDir, stack, backendUrl } = JSON.parse(process.argv[2]);
up({ projectDir, stack, backendUrl, signal: stop.signal }).then((outcome) => {
  console.log(JSON.stringify({ ok: outcome.ok, cancelled: outcome.cancelled, diagnostics: outcome.diagnostics }));
  process.exitCode = outcome.ok ? 0 : 1;
});
`;

/** Starts `up` in a process of its own. */
export function startUp(stack: DepotStack, script: string, environment: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, [script, JSON.stringify(stack.options())], {
    env: stack.environment(environment),
    stdio: ["ignore", "pipe", "inherit"],
  });
}

/**
 * Waits until something is so, however slow the machine is; the test's own time is the limit.
 * @param child ends the waiting with an error when it ends first, for then it will never be so
 */
export async function until(what: string, condition: () => boolean, child?: ChildProcess): Promise<void> {
  while (!condition()) {
    if (child !== undefined && (child.exitCode ?? child.signalCode) !== null)
      throw new Error(`${what}: never, the process ended (${child.exitCode ?? child.signalCode})`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
