import { execFile, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Reading } from "../../drift/difference";
import { readingsOfEvents } from "../../drift/readings";
import type { ExportedStack, HeldLock } from "../../engine";
import type { Text } from "../../text";
import { failed, unusable } from "../command-error";
import type { Context } from "../context";
import type { EngineChoice } from "./choose-engine";
import type { EngineRunner, Operation, RunOptions, RunResult } from "./runner";
import { prepareBackend, type StackSettings } from "./settings";
import { stackIsLocked } from "./stack-lock";
import { readArguments, stockArguments } from "./stock-arguments";
import { readEventLog } from "./stock-events";

/** The stock Pulumi CLI, talking to the user itself; its event log tells us which requests failed. */
export class StockEngine implements EngineRunner {
  readonly name = "pulumi";
  readonly version: string | undefined;

  constructor(
    private readonly context: Context,
    private readonly settings: StackSettings,
    private readonly choice: EngineChoice,
  ) {
    this.version = choice.version;
  }

  async run(operation: Operation, options: RunOptions): Promise<RunResult> {
    await this.ensureStack();
    const folder = mkdtempSync(join(tmpdir(), "titip-"));
    const log = join(folder, "events.json");
    try {
      const { interactive, color } = this.context;
      const words = stockArguments(operation, this.settings, options, { interactive, color }, log);
      const code = await this.spawn(words, options.assumeApproved);
      if (code !== 0) await this.noteLocks();
      return { ok: code === 0, ...readEventLog(readIfThere(log)) };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  async read(targets: readonly string[], signal?: AbortSignal): Promise<Reading[]> {
    const folder = mkdtempSync(join(tmpdir(), "titip-"));
    const log = join(folder, "events.json");
    try {
      const words = readArguments(this.settings.stack, targets, log);
      const failure = await this.ask(words, signal).then(() => undefined, wordsOf);
      const readings = readingsOfEvents(readIfThere(log));
      // What failed by itself stands in the log; what failed as a whole has left none.
      if (failure !== undefined && readings.length === 0)
        throw failed({ id: `pulumi refresh: ${failure}`, en: `pulumi refresh: ${failure}` });
      return readings;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  async outputs(): Promise<Record<string, unknown>> {
    const { stack } = this.settings;
    try {
      return JSON.parse(await this.ask(["stack", "output", "--json", "--stack", stack])) as Record<
        string,
        unknown
      >;
    } catch (error) {
      throw unusable({
        id: `keluaran stack '${stack}' tidak dapat dibaca: ${wordsOf(error)}`,
        en: `the outputs of stack '${stack}' cannot be read: ${wordsOf(error)}`,
      });
    }
  }

  async exportState(): Promise<unknown> {
    const { stack } = this.settings;
    const text = await this.tell(["stack", "export", "--stack", stack], EXPORTED);
    try {
      return JSON.parse(text) as unknown;
    } catch {
      throw failed({
        id: `stack '${stack}' ${EXPORTED.id}: jawaban pulumi bukan JSON`,
        en: `stack '${stack}' ${EXPORTED.en}: what pulumi answers is no JSON`,
      });
    }
  }

  async recordedState(): Promise<unknown> {
    return (await this.hasStack()) ? this.exportState() : undefined;
  }

  async importState(exported: ExportedStack): Promise<void> {
    await this.ensureStack();
    const folder = mkdtempSync(join(tmpdir(), "titip-"));
    try {
      const file = join(folder, "state.json");
      writeFileSync(file, JSON.stringify(exported), { mode: 0o600 });
      await this.tell(["stack", "import", "--stack", this.settings.stack, "--file", file], IMPORTED);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  /** Pulumi's file backend is the same for both engines; other backends keep their locks to themselves. */
  async locks(): Promise<HeldLock[] | undefined> {
    const { projectDir, stack, backendUrl } = this.settings;
    if (!backendUrl.startsWith("file://")) return undefined;
    const { stackLocks } = await import("../../engine/index.js");
    return stackLocks({ projectDir, stack, backendUrl });
  }

  /** The stock CLI names `pulumi cancel`, which wants to know the stack and its backend. */
  private async noteLocks(): Promise<void> {
    const locks = (await this.locks().catch(() => undefined)) ?? [];
    if (locks.length === 0) return;
    const { text, remedy } = stackIsLocked(this.settings.stack, locks);
    for (const words of [text, remedy]) if (words) this.context.note(this.context.say(words));
  }

  async cancel(): Promise<void> {
    await this.tell(["cancel", "--stack", this.settings.stack, "--yes"], CANCELLED);
  }

  private async tell(words: string[], task: Text): Promise<string> {
    try {
      return await this.ask(words);
    } catch (error) {
      const { stack } = this.settings;
      const said = wordsOf(error);
      throw failed({
        id: `stack '${stack}' ${task.id}: ${said}`,
        en: `stack '${stack}' ${task.en}: ${said}`,
      });
    }
  }

  /** The stock CLI makes a missing stack only after asking; we make it as the embedded engine does. */
  private async ensureStack(): Promise<void> {
    if (await this.hasStack()) return;
    await this.open(["stack", "init", this.settings.stack, "--no-select"]);
  }

  private async hasStack(): Promise<boolean> {
    prepareBackend(this.settings);
    const { stack } = this.settings;
    const known = JSON.parse(await this.open(["stack", "ls", "--json"])) as { name: string }[];
    return known.some(({ name }) => name === stack || name.endsWith(`/${stack}`));
  }

  private async open(words: string[]): Promise<string> {
    const { stack, backendUrl } = this.settings;
    try {
      return await this.ask(words);
    } catch (error) {
      throw unusable({
        id: `stack '${stack}' di ${backendUrl} tidak dapat dibuka: ${wordsOf(error)}`,
        en: `stack '${stack}' in ${backendUrl} cannot be opened: ${wordsOf(error)}`,
      });
    }
  }

  private async ask(words: string[], signal?: AbortSignal): Promise<string> {
    const { stdout } = await promisify(execFile)(this.executable(), [...words, "--non-interactive"], {
      cwd: this.settings.projectDir,
      env: this.environment([]),
      maxBuffer: 1 << 30,
      signal,
    });
    return stdout;
  }

  private spawn(words: string[], assumeApproved: string[]): Promise<number> {
    return new Promise((resolve, reject) => {
      const child = spawn(this.executable(), words, {
        cwd: this.settings.projectDir,
        env: this.environment(assumeApproved),
        stdio: "inherit",
      });
      // Ctrl-C reaches the CLI through the terminal's process group; it cancels in order, we wait for it.
      const wait = () => {};
      process.on("SIGINT", wait);
      child.on("error", reject);
      child.on("close", (code) => {
        process.off("SIGINT", wait);
        resolve(code ?? 1);
      });
    });
  }

  private executable(): string {
    return this.choice.executable ?? "pulumi";
  }

  private environment(assumeApproved: string[]): NodeJS.ProcessEnv {
    const { TITIP_ASSUME_APPROVED: _never, ...environment } = this.context.environment;
    return {
      ...environment,
      ...(assumeApproved.length > 0 ? { TITIP_ASSUME_APPROVED: assumeApproved.join(",") } : {}),
      PULUMI_BACKEND_URL: this.settings.backendUrl,
      PULUMI_SKIP_UPDATE_CHECK: "true",
      // `--event-log` is one of the CLI's debug options; the Automation API turns them on the same way.
      PULUMI_DEBUG_COMMANDS: "true",
    };
  }
}

const EXPORTED = { id: "tidak dapat diekspor", en: "cannot be exported" };
const IMPORTED = { id: "tidak dapat diganti dengan state itu", en: "cannot be replaced by that state" };
const CANCELLED = { id: "tidak dapat dibuka kuncinya", en: "cannot be unlocked" };

function readIfThere(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/** What a child process said, else the error's own words. */
function wordsOf(error: unknown): string {
  const said = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : "";
  return said || (error instanceof Error ? error.message : String(error));
}
