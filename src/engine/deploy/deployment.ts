import type { ConfigValue } from "../config/stack-config";
import type { Goal } from "../monitor/goal";
import type { ProviderRegistry } from "../providers/provider-registry";
import type { ResourceState } from "../state/deployment";
import type { StackState } from "../state/stack-state";
import type { Reporter } from "./reporter";
import { Semaphore, Serial } from "./scheduling";
import type { Targets } from "./targets";

export interface DeploymentOptions {
  project: string;
  stack: string;
  preview: boolean;
  parallel: number;
  continueOnError: boolean;
  targets: Targets;
}

/** Ends every pending and later call of the program, once something failed or the user cancelled. */
export class Stopped extends Error {
  constructor(message = "the deployment is ending") {
    super(message);
    this.name = "Stopped";
  }
}

export interface PlannedDeletion {
  /** Resolves when it happened, failed or was left out. */
  settled: Promise<void>;
  settle(): void;
}

/** One update or preview under way: what is registered, what was touched, what failed. */
export class Deployment {
  /** Resources of this run, by URN, when their steps are done. */
  readonly news = new Map<string, ResourceState>();
  readonly goals = new Map<string, Goal>();
  /** URNs claimed by a registration of this run. */
  readonly claimed = new Set<string>();
  /** URNs, old names too, that this run has dealt with: the rest is deleted at the end. */
  readonly touched = new Set<string>();
  /** New name to the old one under which the state knew it, and back. */
  readonly aliases = new Map<string, string>();
  readonly aliased = new Map<string, string>();
  readonly replaced = new Set<string>();
  /** New resources outside the targets, which are not made. */
  readonly skipped = new Set<string>();
  /** URNs deleted in this run, or condemned by a delete-before-replace and not yet seen again. */
  readonly deleted = new Set<string>();
  readonly deletedStates = new Set<ResourceState>();
  readonly dependentReplaceKeys = new Map<string, string[]>();
  /** Deletions that a delete-before-replace planned for its dependents; resolved when that replacement's steps ended. */
  readonly plannedDeletions = new Map<ResourceState, PlannedDeletion>();
  /** Failed, or skipped because what they depend on failed. */
  readonly failed = new Set<string>();
  readonly oldByUrn = new Map<string, ResourceState>();
  readonly planning = new Serial();
  readonly slots: Semaphore;
  readonly running = new Set<Promise<unknown>>();
  failures = 0;
  private stop: ((error: Stopped) => void) | undefined;
  /** Rejects when the deployment ends early. */
  readonly stopped: Promise<never>;
  isStopped = false;

  constructor(
    readonly options: DeploymentOptions,
    readonly state: StackState,
    readonly providers: ProviderRegistry,
    readonly config: Map<string, ConfigValue>,
    readonly report: Reporter,
  ) {
    for (const old of state.olds) if (old.delete !== true) this.oldByUrn.set(old.urn, old);
    this.slots = new Semaphore(options.parallel);
    this.stopped = new Promise<never>((_, reject) => {
      this.stop = reject;
    });
    this.stopped.catch(() => undefined);
  }

  /** Ends the deployment: nothing new starts, calls under way finish. */
  end(): void {
    this.isStopped = true;
    this.stop?.(new Stopped());
  }

  throwIfStopped(): void {
    if (this.isStopped) throw new Stopped();
  }

  /** Keeps count of work under way, so that the end can wait for it. */
  async track<T>(work: Promise<T>): Promise<T> {
    this.running.add(work);
    try {
      return await work;
    } finally {
      this.running.delete(work);
    }
  }

  async settle(): Promise<void> {
    while (this.running.size > 0) await Promise.allSettled([...this.running]);
  }
}
