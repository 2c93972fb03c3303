import { isDefaultProvider, isLogical, type Step } from "../deploy/step";
import { STACK_TYPE } from "../urn";

/**
 * Whether people see a step: what changes, failures, and the stack. Unchanged resources only when their protection
 * changes (as the stock CLI does), the physical halves of a replacement never.
 */
export function isShown(step: Step): boolean {
  if (isDefaultProvider(step.urn) || step.skippedCreate === true || !isLogical(step)) return false;
  if (step.error !== undefined) return true;
  if (step.operation === "refresh") return step.found !== "same";
  if (step.operation !== "same" || step.type === STACK_TYPE) return true;
  return (step.old?.protect ?? false) !== (step.new?.protect ?? false);
}
