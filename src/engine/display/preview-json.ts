import type { Step } from "../deploy/step";
import type { Outcome } from "../events";
import type { PropertyDiff } from "../providers/diff";
import type { ResourceState } from "../state/deployment";
import { isMap, isSecret, isUnknown, redactSecrets, type Value } from "../values/value";
import { isShown } from "./shown-steps";
import { UNKNOWN_TEXT } from "./value-text";

/** A step as `pulumi preview --json` shows it. */
export interface JsonStep {
  op: string;
  urn: string;
  provider?: string;
  oldState?: unknown;
  newState?: unknown;
  diffReasons?: string[];
  replaceReasons?: string[];
  detailedDiff?: Record<string, { kind: string; inputDiff: boolean }>;
}

export interface JsonOutcome {
  steps: JsonStep[];
  diagnostics: { urn?: string; severity: string; message: string }[];
  /** Nanoseconds, as in the stock CLI. */
  duration: number;
  changeSummary: Record<string, number>;
  outputs: Value;
  /** Not in the stock CLI: whether the operation went well. */
  ok: boolean;
}

/** The whole outcome in the shape of `pulumi preview --json`, secrets redacted. */
export function outcomeJson(outcome: Outcome): JsonOutcome {
  return {
    steps: outcome.steps.filter(isShown).map(jsonStep),
    diagnostics: outcome.diagnostics.map(({ urn, severity, message }) => ({
      ...(urn === undefined ? {} : { urn }),
      severity,
      message,
    })),
    duration: Math.round(outcome.milliseconds * 1_000_000),
    changeSummary: outcome.summary,
    outputs: outputsJson(outcome.outputs),
    ok: outcome.ok,
  };
}

function jsonStep(step: Step): JsonStep {
  const json: JsonStep = { op: step.operation, urn: step.urn };
  const provider = step.new?.provider ?? step.old?.provider ?? "";
  if (provider !== "") json.provider = provider;
  if (step.old !== undefined) json.oldState = jsonState(step.old);
  if (step.new !== undefined) json.newState = jsonState(step.new);
  const keys = step.detailed === undefined ? (step.changedKeys ?? []) : Object.keys(step.detailed);
  if (keys.length > 0) json.diffReasons = [...new Set(keys.map(topLevel))];
  if ((step.replaceKeys ?? []).length > 0) json.replaceReasons = step.replaceKeys;
  if (step.detailed !== undefined) json.detailedDiff = jsonDetails(step.detailed);
  return json;
}

/** Outputs for people and scripts: no secrets, and no sentinel in place of what only the update will tell. */
function outputsJson(value: Value): Value {
  if (isUnknown(value)) return UNKNOWN_TEXT;
  if (isSecret(value)) return "[secret]";
  if (Array.isArray(value)) return value.map(outputsJson);
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, outputsJson(inner)]));
}

function topLevel(path: string): string {
  return path.split(/[.[]/)[0] ?? path;
}

function jsonDetails(detailed: Record<string, PropertyDiff>): JsonStep["detailedDiff"] {
  return Object.fromEntries(
    Object.entries(detailed).map(([path, { kind, inputDiff }]) => [path, { kind, inputDiff }]),
  );
}

function jsonState(state: ResourceState): unknown {
  const entries = Object.entries(state).filter(
    ([, value]) => value !== undefined && value !== "" && value !== false,
  );
  return redactSecrets(Object.fromEntries(entries) as unknown as Value);
}
