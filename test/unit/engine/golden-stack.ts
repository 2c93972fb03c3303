import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type EngineOptions, exportStack, type Outcome, stackOutputs } from "../../../src/engine";
import { shareSalt } from "./shared-salt";

export const GOLDEN = resolve(__dirname, "../../golden/engine");

/** A step of a scenario as `scenarios.js` writes it. */
export interface ScenarioStep {
  verb?: "up" | "refresh" | "destroy";
  args?: string[];
  fails?: boolean;
  before?: (store: Record<string, unknown>) => void;
}

export function loadScenarios(): Record<string, ScenarioStep[]> {
  return createRequire(join(GOLDEN, "index.js"))("./scenarios.js") as Record<string, ScenarioStep[]>;
}

/** Takes the plugin's place: says where the one plugin of the scenario listens, and stays until it is ended. */
const STAND_IN = '#!/bin/sh\necho "$SHELF_PORT"\nexec sleep 2147483647\n';

/**
 * A fresh project folder with the golden programs and the shelf plugin, state and server beside it. The plugin is
 * started once a scenario, not once an operation: that costs more than the rest.
 */
export class GoldenStack {
  readonly folder = mkdtempSync(join(tmpdir(), "titip-golden-"));
  readonly environment: NodeJS.ProcessEnv;
  private plugin: ChildProcess | undefined;

  constructor(scenario: string) {
    for (const name of ["scenarios.js", "index.js", "Pulumi.yaml", "plugin"])
      cpSync(join(GOLDEN, name), join(this.folder, name), { recursive: true });
    symlinkSync(resolve(__dirname, "../../../node_modules"), join(this.folder, "node_modules"));
    writeFileSync(join(this.folder, "package.json"), JSON.stringify({ name: "golden", main: "index.js" }));
    this.environment = {
      ...process.env,
      SCENARIO: scenario,
      SHELF_STORE: join(this.folder, "store.json"),
      SHELF_LOG: join(this.folder, "calls.log"),
      PULUMI_CONFIG_PASSPHRASE: "golden",
    };
    this.clearCalls();
  }

  /** Starts the plugin; before anything else. */
  async start(): Promise<this> {
    await shareSalt(this.folder, "golden");
    const main = join(this.folder, "plugin", "main.js");
    this.plugin = spawn(process.execPath, [main, "127.0.0.1:1"], {
      env: this.environment,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [port] = (await once(this.plugin.stdout as NodeJS.ReadableStream, "data")) as [Buffer];
    this.environment.SHELF_PORT = port.toString().trim();
    writeFileSync(join(this.folder, "plugin", "pulumi-resource-shelf"), STAND_IN);
    return this;
  }

  options(step: number, more: Partial<EngineOptions> = {}): EngineOptions {
    return {
      projectDir: this.folder,
      stack: "dev",
      backendUrl: `file://${join(this.folder, "state")}`,
      environment: { ...this.environment, STEP: String(step) },
      ...more,
    };
  }

  get store(): Record<string, unknown> {
    const path = join(this.folder, "store.json");
    return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>) : {};
  }

  edit(change: (store: Record<string, unknown>) => void): void {
    const store = this.store;
    change(store);
    writeFileSync(join(this.folder, "store.json"), JSON.stringify(store));
  }

  clearCalls(): void {
    writeFileSync(join(this.folder, "calls.log"), "");
  }

  get calls(): Record<string, unknown>[] {
    return jsonLines(readFileSync(join(this.folder, "calls.log"), "utf8"));
  }

  get checkpoint(): string {
    return join(this.folder, "state", ".pulumi", "stacks", "golden", "dev.json");
  }

  async outputs(step: number, showSecrets: boolean): Promise<Record<string, unknown>> {
    return stackOutputs({ ...this.options(step), showSecrets });
  }

  async state(step: number): Promise<Record<string, unknown>> {
    return (await exportStack(this.options(step))) as unknown as Record<string, unknown>;
  }

  remove(): void {
    this.plugin?.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export function jsonLines(text: string): Record<string, unknown>[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** What went wrong, for a failing test's message. */
export function wordsOf(outcome: Outcome): string {
  return outcome.diagnostics.map(({ severity, message }) => `${severity}: ${message}`).join("\n");
}
