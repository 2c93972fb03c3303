import type { Reading } from "../../drift/difference";
import type { ExportedStack, HeldLock } from "../../engine";

export type Operation = "preview" | "up" | "refresh" | "destroy";

/** What one run of an engine is asked for. */
export interface RunOptions {
  parallel: number;
  continueOnError: boolean;
  /** Undefined leaves it to `options.refresh` of Pulumi.yaml. */
  refresh?: boolean;
  /** Show every property that changes. */
  diff: boolean;
  /** Machine-readable output instead of the tree. */
  json: boolean;
  /** URNs; empty means everything. */
  targets: string[];
  expectNoChanges: boolean;
  /** Do not ask. */
  yes: boolean;
  /** Milliseconds to wait at most while somebody else works on the stack; undefined: not at all. */
  wait?: number;
  /** What the stack held when this run was planned: it is refused when that has changed by the time it begins. */
  recorded?: unknown;
  /** Requests to plan as if they were approved; given by `preview` only. */
  assumeApproved: string[];
}

export interface ResourceFailure {
  urn: string;
  message: string;
}

export interface RunResult {
  ok: boolean;
  /** The user said no: nothing was changed and nothing failed. */
  declined?: boolean;
  failures: ResourceFailure[];
  /** Number of resources by operation (`create`, `update`, `same` …); empty when the engine did not tell. */
  changes: Record<string, number>;
  /** URNs that were created, updated or replaced; absent when the engine did not tell. */
  changed?: string[];
}

/** One of the two engines, driven the same way. */
export interface EngineRunner {
  name: "pulumi" | "embedded";
  /** As shown to the reader, e.g. `v3.260.0`. */
  version?: string;
  run(operation: Operation, options: RunOptions): Promise<RunResult>;
  /**
   * What the servers hold of recorded resources, secrets covered; writes nothing, neither there nor in the state.
   * @param targets URNs; empty means everything
   */
  read(targets: readonly string[], signal?: AbortSignal): Promise<Reading[]>;
  /** Raw outputs of the stack, secrets hidden. */
  outputs(): Promise<Record<string, unknown>>;
  /** The deployment as `pulumi stack export` gives it, secrets sealed. */
  exportState(): Promise<unknown>;
  /**
   * The same, for planning; a stack that is not there yet gives nothing. A record that cannot be read is no empty one
   * (everything would be planned anew): it throws.
   */
  recordedState(): Promise<unknown>;
  /** Puts a deployment, already found whole, in the place of the stack's. */
  importState(exported: ExportedStack): Promise<void>;
  /** Who holds the stack; undefined where its backend does not tell. */
  locks(): Promise<HeldLock[] | undefined>;
  /** Removes the stack's locks. */
  cancel(): Promise<void>;
}
