/**
 * The embedded engine: runs an ordinary Pulumi program and its provider plugins, and keeps the state in Pulumi's own
 * format, for machines without the stock CLI. See docs/decisions/0002-embedded-engine.md.
 */

export type { Step, StepOperation } from "./deploy/step";
export { outcomeText, type TextOptions } from "./display/outcome-text";
export { type JsonOutcome, type JsonStep, outcomeJson } from "./display/preview-json";
export { EngineError, type EngineErrorCode } from "./engine-error";
export type { ChangeSummary, Diagnostic, EngineEvent, OperationKind, Outcome, Severity } from "./events";
export { destroy, preview, refresh, up } from "./operations";
export type { EngineOptions } from "./options";
export {
  cancelStack,
  type ExportedStack,
  exportStack,
  importStack,
  stackLocks,
  stackOutputs,
} from "./stack-operations";
export type { Deployment as PulumiDeployment, ResourceState } from "./state/deployment";
export { type IntegrityProblem, integrityProblems } from "./state/integrity";
export type { HeldLock, LockOwner } from "./state/lock";
export { type LockWait, waitUntilFree } from "./state/lock-wait";
export { type PastUpdate, readHistory } from "./state/read-history";
export { redactSecrets, unwrapSecrets, type Value, type ValueMap } from "./values/value";
