import type { Step } from "./deploy/step";
import type { ResourceState } from "./state/deployment";
import type { ValueMap } from "./values/value";

export type Severity = "debug" | "info" | "info#err" | "warning" | "error";

/** Something said by the program, a provider or the engine. */
export interface Diagnostic {
  severity: Severity;
  message: string;
  /** The resource it is about; undefined: the stack. */
  urn?: string;
  /** Progress words that need not stand in the report. */
  ephemeral?: boolean;
}

export type OperationKind = "preview" | "update" | "refresh" | "destroy";

/** Counts of steps by operation: `{create: 3, same: 1}`. */
export type ChangeSummary = Record<string, number>;

/** What happens while an operation runs. */
export type EngineEvent =
  | { kind: "started"; operation: OperationKind; project: string; stack: string; preview: boolean }
  | { kind: "step-started"; step: Step; preview: boolean }
  | { kind: "step-finished"; step: Step; preview: boolean }
  | { kind: "outputs-changed"; urn: string; state: ResourceState }
  | { kind: "diagnostic"; diagnostic: Diagnostic }
  | { kind: "finished"; outcome: Outcome };

export interface Outcome {
  ok: boolean;
  operation: OperationKind;
  preview: boolean;
  project: string;
  stack: string;
  /** All that was planned or done, in order; the display decides what to show. */
  steps: Step[];
  summary: ChangeSummary;
  /** Stack outputs after the operation, secrets marked. */
  outputs: ValueMap;
  oldOutputs: ValueMap;
  diagnostics: Diagnostic[];
  milliseconds: number;
  /** Checkpoints written. */
  writes: number;
  /** Whether an AbortSignal ended it early. */
  cancelled: boolean;
}
