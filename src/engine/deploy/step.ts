import type { Goal } from "../monitor/goal";
import type { PropertyDiff } from "../providers/diff";
import type { ResourceState } from "../state/deployment";

/** What a step does; the names are the stock engine's and stand in its JSON. */
export type StepOperation =
  | "same"
  | "create"
  | "update"
  | "delete"
  | "replace"
  | "create-replacement"
  | "delete-replaced"
  | "read"
  | "read-replacement"
  | "refresh"
  | "remove-pending-replace";

export interface Step {
  operation: StepOperation;
  urn: string;
  type: string;
  old?: ResourceState;
  /** The state to be; outputs are filled in when the step is carried out. */
  new?: ResourceState;
  goal?: Goal;
  /** For replacements: which properties force it. */
  replaceKeys?: string[];
  changedKeys?: string[];
  detailed?: Record<string, PropertyDiff>;
  /** create-replacement: the old one is deleted at the end; delete-replaced: its replacement comes later. */
  pending?: boolean;
  /** same: the resource is outside the targets, its old state stays word for word. */
  untargeted?: boolean;
  /** same: a resource outside the targets that doesn't exist and is not made. */
  skippedCreate?: boolean;
  /** refresh: what it found. */
  found?: "same" | "update" | "delete";
  /** Why it failed. */
  error?: string;
  /** Milliseconds that it took. */
  milliseconds?: number;
}

/** Steps that stand for the whole of what happens to a resource; the physical halves of a replacement don't. */
export function isLogical(step: Step): boolean {
  return !["create-replacement", "delete-replaced", "read-replacement", "remove-pending-replace"].includes(
    step.operation,
  );
}

/** Providers made by default are the engine's business: neither shown nor counted. */
export function isDefaultProvider(urn: string): boolean {
  const [, , type, name] = urn.split("::");
  return (type ?? "").startsWith("pulumi:providers:") && /^default($|_)/.test(name ?? "");
}
