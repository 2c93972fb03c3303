import type { Step } from "../deploy/step";
import type { Outcome } from "../events";
import { parseUrn } from "../urn";
import { isUnknown } from "../values/value";
import { wordsOf } from "./operation-words";
import type { Paint } from "./paint";
import { changeLines, propertyChanges } from "./property-diff";
import { isShown } from "./shown-steps";
import { valueLines } from "./value-text";

/** Every shown step with its properties: what `--diff` adds. */
export function diffLines(outcome: Outcome, paint: Paint): string[] {
  const shown = outcome.steps.filter((step) => isShown(step) && step.operation !== "same");
  return shown.flatMap((step) => [...stepLines(step, paint), ""]);
}

function stepLines(step: Step, paint: Paint): string[] {
  const { sign, color, plan } = wordsOf(step);
  const state = step.new ?? step.old;
  const id = state?.id ?? "";
  return [
    paint(color, `${sign.padEnd(2)}${parseUrn(step.urn).type}: (${plan})`),
    ...(id === "" || isUnknown(id) ? [] : [`    [id=${id}]`]),
    `    [urn=${step.urn}]`,
    ...properties(step, paint),
  ];
}

function properties(step: Step, paint: Paint): string[] {
  const { operation, old, new: state } = step;
  if (operation === "delete" || (operation === "refresh" && state === undefined))
    return sorted(old?.inputs ?? {});
  if (old === undefined || operation === "create" || operation === "read")
    return sorted(operation === "read" ? (state?.outputs ?? {}) : (state?.inputs ?? {}));
  return propertyChanges(step).flatMap((change) => changeLines(change, "  ", paint));
}

function sorted(values: Record<string, Parameters<typeof valueLines>[1]>): string[] {
  return Object.entries(values)
    .sort(([a], [b]) => a.localeCompare(b, "en"))
    .flatMap(([key, value]) => valueLines(key, value, "    "));
}
