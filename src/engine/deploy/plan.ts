import type { Goal } from "../monitor/goal";
import type { CheckResult } from "../providers/provider-client";
import type { ResourceState } from "../state/deployment";
import { isProviderType, makeUrn, STACK_TYPE } from "../urn";
import { ignoreChanges } from "../values/ignore-changes";
import { redactSecrets, type ValueMap } from "../values/value";
import { findOld } from "./aliases";
import type { Deployment } from "./deployment";
import { newState, providerUrn, references } from "./new-state";
import { planChange } from "./plan-change";
import type { Step } from "./step";
import { untargetedSteps } from "./untargeted";

/**
 * Decides what a registration means: the step generator (`pkg/resource/deploy/step_generator.go`). Runs one at a
 * time; Check and Diff of the provider happen inside. Throws what makes the resource unusable.
 */
export async function planRegistration(deployment: Deployment, goal: Goal): Promise<Step[]> {
  const { options } = deployment;
  const urn = makeUrn(options.stack, options.project, goal.parent, goal.type, goal.name);
  if (goal.parent !== undefined && !deployment.claimed.has(goal.parent))
    throw new Error(`could not find parent resource ${goal.parent}`);
  if (deployment.claimed.has(urn))
    throw new Error(`Duplicate resource URN '${urn}'; try giving it a unique name`);
  const old = findOld(deployment, urn, goal);
  deployment.claimed.add(urn);
  deployment.touched.add(urn);
  deployment.goals.set(urn, goal);
  inherit(deployment, goal);
  const recreating = deployment.deleted.has(urn) || (old !== undefined && deployment.deleted.has(old.urn));
  const wasExternal = old?.external === true;
  const { inputs, missing } = ignoreChanges(
    goal.inputs,
    old?.inputs ?? {},
    recreating || old === undefined ? [] : goal.ignoreChanges,
  );
  const state = newState(urn, goal, inputs);
  if (!isTargeted(deployment, state)) return untargetedSteps(deployment, state, goal, old);
  if (deployment.options.targets.isLimited) refuseSkipped(deployment, state);
  if (missing.length > 0)
    deployment.report.say({
      severity: "info",
      message: `cannot ignore changes in added or removed elements of the path: "${missing.join(", ")}"`,
      urn,
    });
  if (goal.custom)
    state.inputs = await checked(deployment, state, recreating || wasExternal ? undefined : old, inputs);
  const step = { urn, type: goal.type, goal, new: state };
  if (old === undefined) return [{ ...step, operation: "create" }];
  if (recreating) return recreate(deployment, step, old);
  if (wasExternal)
    return [
      { ...step, operation: "create-replacement", old, pending: true },
      { ...step, operation: "replace", old },
    ];
  return planChange(deployment, { ...step, old, new: state, goal });
}

/** Deleted before because something it depends on is replaced; now it is back, so it is a replacement. */
function recreate(deployment: Deployment, step: Omit<Step, "operation">, old: ResourceState): Step[] {
  deployment.deleted.delete(old.urn);
  deployment.replaced.add(step.urn);
  const replaceKeys = deployment.dependentReplaceKeys.get(old.urn) ?? [];
  return [
    { ...step, operation: "replace", old, replaceKeys },
    { ...step, operation: "create-replacement", old, replaceKeys },
  ];
}

/** Providers and the stack are Pulumi's own business: they are always among the targets. */
function isTargeted({ options }: Deployment, { urn, type }: ResourceState): boolean {
  return options.targets.has(urn) || isProviderType(type) || type === STACK_TYPE;
}

/** With targets: a resource can't stand on one that doesn't exist and isn't made. */
function refuseSkipped(deployment: Deployment, state: ResourceState): void {
  for (const urn of [...references(state), providerUrn(state)]) {
    if (urn === undefined || !deployment.skipped.has(urn)) continue;
    const words = `Resource '${state.urn}' depends on '${urn}' which was was not specified in --target list.`;
    if (!deployment.options.preview) throw new Error(words);
    // A preview goes on, so that people hear of all that is missing.
    deployment.skipped.delete(urn);
    deployment.failures += 1;
    deployment.report.error(words, state.urn);
  }
}

/** What a child takes over from its parent unless it says otherwise. */
function inherit(deployment: Deployment, goal: Goal): void {
  const parent = goal.parent === undefined ? undefined : deployment.goals.get(goal.parent);
  if (parent === undefined || isProviderType(goal.type)) return;
  goal.protect ??= parent.protect;
  goal.retainOnDelete ??= parent.retainOnDelete;
  if (goal.deletedWith === "") goal.deletedWith = parent.deletedWith;
  if (!goal.custom) goal.providers = new Map([...parent.providers, ...goal.providers]);
}

async function checked(
  deployment: Deployment,
  state: ResourceState,
  old: ResourceState | undefined,
  inputs: ValueMap,
): Promise<ValueMap> {
  const result = await check(deployment, state, old?.inputs ?? {}, inputs);
  if (result.failures.length === 0) return result.inputs;
  for (const { property, reason } of result.failures)
    deployment.report.error(failureText(state, property, reason, inputs), state.urn);
  throw new CheckFailed(state.urn);
}

/** The provider refused the inputs; every reason is reported already. */
export class CheckFailed extends Error {
  constructor(urn: string) {
    super(`resource ${urn} has check errors`);
    this.name = "CheckFailed";
  }
}

/** Asks the provider to complete and judge inputs. */
export async function check(
  deployment: Deployment,
  state: ResourceState,
  olds: ValueMap,
  news: ValueMap,
): Promise<CheckResult> {
  if (isProviderType(state.type)) return deployment.providers.checkConfig(state.urn, olds, news);
  const provider = await deployment.providers.forReference(state.provider ?? "");
  return provider.check(state.urn, olds, news);
}

function failureText(state: ResourceState, property: string, reason: string, inputs: ValueMap): string {
  const name = state.urn.split("::").slice(3).join("::");
  if (property === "") return `${state.type} resource '${name}' has a problem: ${reason}`;
  const value = inputs[property];
  if (value === undefined || typeof value === "object")
    return `${state.type} resource '${name}': property ${property} has a problem: ${reason}`;
  return `${state.type} resource '${name}': property ${property} value {${String(redactSecrets(value))}} has a problem: ${reason}`;
}
