import type { Goal } from "../monitor/goal";
import type { ResourceState } from "../state/deployment";
import type { ValueMap } from "../values/value";

/** A resource's state from its goal; id and outputs come when its step is carried out. */
export function newState(urn: string, goal: Goal, inputs: ValueMap): ResourceState {
  return {
    urn,
    custom: goal.custom,
    type: goal.type,
    inputs,
    outputs: {},
    parent: goal.parent,
    protect: goal.protect,
    dependencies: goal.dependencies,
    provider: goal.provider,
    propertyDependencies: goal.propertyDependencies,
    additionalSecretOutputs: goal.additionalSecretOutputs,
    customTimeouts: goal.customTimeouts,
    retainOnDelete: goal.retainOnDelete,
    deletedWith: goal.deletedWith,
    sourcePosition: goal.sourcePosition,
    ignoreChanges: goal.ignoreChanges,
    replaceOnChanges: goal.replaceOnChanges,
    hideDiffs: goal.hideDiffs,
  };
}

/** All that a state refers to, except its provider. */
export function references(state: ResourceState): string[] {
  return [
    ...(state.parent !== undefined && state.parent !== "" ? [state.parent] : []),
    ...(state.dependencies ?? []),
    ...Object.values(state.propertyDependencies ?? {}).flat(),
    ...(state.deletedWith !== undefined && state.deletedWith !== "" ? [state.deletedWith] : []),
  ];
}

/** The URN of a state's provider. */
export function providerUrn(state: ResourceState): string | undefined {
  const reference = state.provider ?? "";
  return reference === "" ? undefined : reference.slice(0, reference.lastIndexOf("::"));
}
