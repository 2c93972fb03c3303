import type { ResourceState } from "../state/deployment";
import { STACK_TYPE } from "../urn";
import { equalValues, type ValueMap } from "../values/value";
import type { Deployment } from "./deployment";

const stackOutputs = new WeakMap<Deployment, ValueMap>();

/** A component (or the stack) says what it gives. The stack's outputs wait for the end of the update. */
export function registerOutputs(deployment: Deployment, urn: string, outputs: ValueMap): void {
  const state = deployment.news.get(urn);
  if (state === undefined)
    throw new Error(`cannot complete a resource '${urn}' whose registration isn't pending`);
  if (state.type === STACK_TYPE) stackOutputs.set(deployment, outputs);
  else put(deployment, state, outputs);
}

function put(deployment: Deployment, state: ResourceState, outputs: ValueMap): void {
  const changed = !equalValues(state.outputs, outputs);
  deployment.state.change(state, { outputs });
  if (changed) deployment.state.save();
  deployment.report.outputs(state);
}

/** After a failure a missing output may only not have been reached: new ones lie over the old ones. */
export function finishStackOutputs(deployment: Deployment, failed: boolean): void {
  const outputs = stackOutputs.get(deployment);
  const stack = [...deployment.news.values()].find(({ type }) => type === STACK_TYPE);
  if (stack === undefined || outputs === undefined) return;
  put(deployment, stack, failed ? { ...stack.outputs, ...outputs } : outputs);
}
