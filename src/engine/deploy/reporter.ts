import type { ChangeSummary, Diagnostic, EngineEvent, OperationKind } from "../events";
import type { ResourceState } from "../state/deployment";
import { isDefaultProvider, isLogical, type Step } from "./step";

/** Collects what an operation did and passes it on as it happens. */
export class Reporter {
  readonly steps: Step[] = [];
  readonly diagnostics: Diagnostic[] = [];
  readonly summary: ChangeSummary = {};

  constructor(
    private readonly onEvent: (event: EngineEvent) => void,
    private readonly operation: OperationKind,
    private readonly preview: boolean,
  ) {}

  emit(event: EngineEvent): void {
    this.onEvent(event);
  }

  started(step: Step): void {
    this.steps.push(step);
    this.onEvent({ kind: "step-started", step, preview: this.preview });
  }

  finished(step: Step): void {
    const counted = this.counted(step);
    if (counted !== undefined) this.summary[counted] = (this.summary[counted] ?? 0) + 1;
    this.onEvent({ kind: "step-finished", step, preview: this.preview });
  }

  /** Under which name a step counts. Reads of what Pulumi doesn't own, and those before an update, change nothing. */
  private counted(step: Step): string | undefined {
    if (!isLogical(step) || isDefaultProvider(step.urn) || step.skippedCreate === true) return undefined;
    if (step.operation === "refresh") return this.operation === "refresh" ? step.found : undefined;
    return step.operation === "read" ? undefined : step.operation;
  }

  failed(step: Step, message: string): void {
    step.error = message;
    this.onEvent({ kind: "step-finished", step, preview: this.preview });
  }

  outputs(state: ResourceState): void {
    this.onEvent({ kind: "outputs-changed", urn: state.urn, state });
  }

  say(diagnostic: Diagnostic): void {
    if (diagnostic.severity !== "debug") this.diagnostics.push(diagnostic);
    this.onEvent({ kind: "diagnostic", diagnostic });
  }

  error(message: string, urn?: string): void {
    this.say({ severity: "error", message, urn });
  }

  warn(message: string, urn?: string): void {
    this.say({ severity: "warning", message, urn });
  }
}
