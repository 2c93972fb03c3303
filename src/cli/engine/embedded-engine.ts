import { BUILTIN_PROVIDERS } from "../../builtin-providers/commands";
import type { Reading } from "../../drift/difference";
import { readingsOfSteps } from "../../drift/readings";
import * as embedded from "../../engine";
import type { Context } from "../context";
import { ask } from "../question";
import { EngineProgress } from "./engine-progress";
import { explainEngineError } from "./explain-engine-error";
import { LockProgress } from "./lock-progress";
import type { EngineRunner, Operation, ResourceFailure, RunOptions, RunResult } from "./runner";
import type { StackSettings } from "./settings";
import { showOutcome } from "./show-outcome";
import { stackIsLocked } from "./stack-lock";

/** Ours: the same program and plugin, without the stock CLI. */
export class EmbeddedEngine implements EngineRunner {
  readonly name = "embedded";
  /** Packages of which people know that a built-in serves them. */
  private readonly told = new Set<string>();

  constructor(
    private readonly context: Context,
    private readonly settings: StackSettings,
  ) {}

  async run(operation: Operation, options: RunOptions): Promise<RunResult> {
    if (operation === "preview") return this.conduct(operation, options);
    if (!options.yes) {
      const planned = await this.conduct(operation, options, true);
      if (!planned.ok) return planned;
      if (!(await this.confirmed(operation))) return { ...planned, declined: true };
    }
    return this.conduct(operation, options);
  }

  async read(targets: readonly string[], signal?: AbortSignal): Promise<Reading[]> {
    const engineOptions = { ...this.engineOptions(), builtins: this.builtins() };
    const looking = embedded.refresh({ ...engineOptions, targets: [...targets], signal, dryRun: true });
    return readingsOfSteps((await this.translated(looking)).steps);
  }

  async outputs(): Promise<Record<string, unknown>> {
    return (await this.translated(embedded.stackOutputs(this.engineOptions()))) as Record<string, unknown>;
  }

  exportState(): Promise<unknown> {
    return this.translated(embedded.exportStack(this.engineOptions()));
  }

  recordedState(): Promise<unknown> {
    return this.exportState();
  }

  importState(exported: embedded.ExportedStack): Promise<void> {
    return this.translated(embedded.importStack(this.engineOptions(), exported));
  }

  locks(): Promise<embedded.HeldLock[]> {
    return this.translated(embedded.stackLocks(this.engineOptions()));
  }

  async cancel(): Promise<void> {
    await this.translated(embedded.cancelStack(this.engineOptions()));
  }

  /** One pass of the engine, shown as it was asked for. */
  private async conduct(operation: Operation, options: RunOptions, dryRun = false): Promise<RunResult> {
    const progress = new EngineProgress(this.context, dryRun ? "preview" : operation);
    const turn = new LockProgress(this.context, this.settings.stack);
    const stop = new AbortController();
    const onInterrupt = () => {
      this.context.note(this.context.say(CANCELLING));
      stop.abort();
    };
    // Once each: whoever insists ends the process, and the state says what was open.
    for (const signal of INTERRUPTS) process.once(signal, onInterrupt);
    try {
      const engineOptions: embedded.EngineOptions = {
        ...this.engineOptions(options.assumeApproved),
        parallel: options.parallel,
        continueOnError: options.continueOnError,
        refresh: options.refresh,
        targets: options.targets,
        expectNoChanges: options.expectNoChanges,
        showDiff: options.diff,
        // The creates of our provider converge, so a run that goes on after a crash settles what it left open.
        resolvePendingCreates: true,
        builtins: this.builtins(),
        onDeadLock: (owner) => this.context.note(this.context.say(deadLock(owner))),
        onLockLost: () => {
          this.context.note(this.context.say(LOCK_LOST));
          stop.abort();
        },
        wait: turn.wait(options.wait),
        recorded: options.recorded as embedded.EngineOptions["recorded"],
        signal: stop.signal,
        onEvent: (event) => {
          turn.end();
          progress.see(event);
        },
      };
      const outcome = await this.translated(start(operation, engineOptions, dryRun));
      progress.end();
      showOutcome(this.context, outcome, options);
      return resultOf(outcome);
    } finally {
      turn.end();
      progress.end();
      for (const signal of INTERRUPTS) process.off(signal, onInterrupt);
    }
  }

  private builtins(): embedded.EngineOptions["builtins"] {
    return {
      commands: BUILTIN_PROVIDERS,
      onUse: (name) => {
        if (this.told.has(name)) return;
        this.told.add(name);
        this.context.note(this.context.say(builtinUsed(name)));
      },
    };
  }

  private engineOptions(assumeApproved: string[] = []): embedded.EngineOptions {
    const { projectDir, stack, backendUrl, passphrase } = this.settings;
    const { TITIP_ASSUME_APPROVED: _never, ...environment } = this.context.environment;
    if (assumeApproved.length > 0) environment.TITIP_ASSUME_APPROVED = assumeApproved.join(",");
    return { projectDir, stack, backendUrl, passphrase, environment };
  }

  private async translated<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      if (error instanceof embedded.EngineError && error.code === "locked")
        throw stackIsLocked(this.settings.stack, await this.locks());
      throw explainEngineError(error, this.settings.backendUrl ?? this.settings.projectDir);
    }
  }

  private confirmed(operation: Operation): Promise<boolean> {
    return ask(this.context, QUESTIONS[operation]);
  }
}

function deadLock(owner: string): { id: string; en: string } {
  return {
    id: `Kunci stack dari proses yang sudah mati dihapus; yang ditinggalkannya diteruskan. ${owner}`,
    en: `Removed the stack lock of a process that is no more; what it left is gone on with. ${owner}`,
  };
}

function builtinUsed(name: string): { id: string; en: string } {
  return {
    id: `Plugin Pulumi "${name}" tidak terpasang: Titip memakai penyedia bawaannya sendiri untuk sumber daya ${name} (docs/containers.md, docs/public-zone.md).`,
    en: `The Pulumi plugin "${name}" is not installed: Titip's own built-in provider serves the ${name} resources (docs/containers.md, docs/public-zone.md).`,
  };
}

const INTERRUPTS = ["SIGINT", "SIGTERM"] as const;

const CANCELLING = {
  id: "Dihentikan: menunggu pekerjaan yang sedang berjalan selesai dan menyimpan state …",
  en: "Cancelling: waiting for what is under way, then saving the state …",
};

const LOCK_LOST = {
  id: "Kunci stack dilepas orang lain selagi dipakai: berhenti dengan tertib, supaya tidak ada dua proses yang menulis state.",
  en: "Somebody removed the stack's lock while it was held: ending in order, so that no two processes write the state.",
};

const QUESTIONS = {
  preview: { id: "Lanjutkan?", en: "Go on?" },
  up: { id: "Terapkan perubahan ini?", en: "Apply these changes?" },
  refresh: { id: "Tulis keadaan ini ke state?", en: "Write this into the state?" },
  destroy: { id: "Hapus semua ini dari server?", en: "Remove all of this from the servers?" },
};

function start(
  operation: Operation,
  options: embedded.EngineOptions,
  dryRun: boolean,
): Promise<embedded.Outcome> {
  switch (operation) {
    case "preview":
      return embedded.preview(options);
    case "up":
      return dryRun ? embedded.preview(options) : embedded.up(options);
    case "refresh":
      return embedded.refresh({ ...options, dryRun });
    case "destroy":
      return embedded.destroy({ ...options, dryRun });
  }
}

const CHANGING = new Set(["create", "update", "replace", "create-replacement"]);

function resultOf({ ok, summary, steps, diagnostics }: embedded.Outcome): RunResult {
  const failures: ResourceFailure[] = diagnostics.flatMap(({ urn, severity, message }) =>
    severity === "error" && urn !== undefined ? [{ urn, message }] : [],
  );
  for (const { urn, error } of steps) if (error !== undefined) failures.push({ urn, message: error });
  const changed = steps.filter(({ operation, error }) => CHANGING.has(operation) && error === undefined);
  return { ok, failures, changes: summary, changed: changed.map(({ urn }) => urn) };
}
