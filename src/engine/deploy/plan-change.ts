import type { Goal } from "../monitor/goal";
import {
  applyReplaceOnChanges,
  type Diff,
  diffInputs,
  NO_DIFF,
  replaceBecause,
  replaces,
} from "../providers/diff";
import type { ProviderClient } from "../providers/provider-client";
import type { ResourceState } from "../state/deployment";
import { isProviderType, parseReference } from "../urn";
import { ignoreChanges } from "../values/ignore-changes";
import { equalValues, type ValueMap } from "../values/value";
import { dependentReplacements } from "./dependent-replacements";
import type { Deployment } from "./deployment";
import { CheckFailed, check } from "./plan";
import type { Step } from "./step";

/** A registration of a resource that the state knows. */
export interface Change {
  urn: string;
  type: string;
  goal: Goal;
  old: ResourceState;
  new: ResourceState;
}

/** Same, update or replacement: `generateStepsFromDiff` of the stock engine. */
export async function planChange(deployment: Deployment, change: Change): Promise<Step[]> {
  const { old, goal } = change;
  const hasInitErrors = (old.initErrors ?? []).length > 0;
  const diff = applyReplaceOnChanges(await diffOf(deployment, change), goal.replaceOnChanges, hasInitErrors);
  const details = { replaceKeys: diff.replaceKeys, changedKeys: diff.changedKeys, detailed: diff.detailed };
  if (old.pendingReplacement === true || (diff.changes === "some" && replaces(diff)))
    return planReplacement(deployment, change, diff);
  if (diff.changes === "some" || hasInitErrors) return [{ ...change, ...details, operation: "update" }];
  return [{ ...change, operation: "same" }];
}

async function diffOf(deployment: Deployment, { old, new: state, goal }: Change): Promise<Diff> {
  if (state.deletedWith !== undefined && deployment.replaced.has(state.deletedWith))
    return replaceBecause("deletedWith");
  if (await providerChanged(deployment, old, state)) return replaceBecause("provider");
  if (!state.custom) return equalValues(old.inputs, state.inputs) ? NO_DIFF : { ...NO_DIFF, changes: "some" };
  if (isProviderType(state.type))
    return orCompared(
      await deployment.providers.diffConfig(state.urn, old, state.inputs),
      old.inputs,
      state.inputs,
      [],
    );
  const provider = await deployment.providers.forReference(state.provider ?? "");
  return providerDiff(provider, old, state.urn, state.inputs, goal.ignoreChanges);
}

/** @param keepUnknowns also outside previews */
export async function providerDiff(
  provider: ProviderClient,
  old: ResourceState,
  urn: string,
  news: ValueMap,
  ignored: readonly string[],
  keepUnknowns?: boolean,
): Promise<Diff> {
  const subject = { urn, id: old.id ?? "", inputs: old.inputs, outputs: old.outputs };
  return orCompared(await provider.diff(subject, news, ignored, keepUnknowns), old.inputs, news, ignored);
}

function orCompared(diff: Diff, olds: ValueMap, news: ValueMap, ignored: readonly string[]): Diff {
  if (diff.changes !== "unknown") return diff;
  const compared = diffInputs(olds, ignoreChanges(news, olds, ignored).inputs);
  return { ...compared, replaceKeys: diff.replaceKeys, deleteBeforeReplace: diff.deleteBeforeReplace };
}

/** Another provider means another resource only when the new provider says that its configuration can't carry on. */
async function providerChanged(
  deployment: Deployment,
  old: ResourceState,
  state: ResourceState,
): Promise<boolean> {
  const before = old.provider ?? "";
  const after = state.provider ?? "";
  if (before === after) return false;
  if (before === "" || after === "") return true;
  const oldUrn = parseReference(before).urn;
  const newUrn = parseReference(after).urn;
  if (deployment.aliased.get(oldUrn) === newUrn) return false;
  const oldProvider = deployment.oldByUrn.get(oldUrn);
  const newProvider = deployment.news.get(newUrn);
  if (oldProvider === undefined || newProvider === undefined) return true;
  return replaces(await deployment.providers.diffConfig(newUrn, oldProvider, newProvider.inputs));
}

async function planReplacement(deployment: Deployment, change: Change, diff: Diff): Promise<Step[]> {
  const { old, goal, urn } = change;
  const state = change.new;
  if (state.protect === true && old.protect === true) throw new Error(protectedText(urn));
  deployment.replaced.add(urn);
  if (goal.custom) state.inputs = await checkedAnew(deployment, state, goal);
  const details = { replaceKeys: diff.replaceKeys, changedKeys: diff.changedKeys, detailed: diff.detailed };
  const create: Step = { ...change, ...details, operation: "create-replacement" };
  const replace: Step = { ...change, ...details, operation: "replace" };
  if (!(goal.deleteBeforeReplace ?? diff.deleteBeforeReplace)) return [{ ...create, pending: true }, replace];
  const deletes = await dependentReplacements(deployment, old);
  if (old.pendingReplacement !== true) {
    deployment.deleted.add(old.urn);
    deletes.push({ operation: "delete-replaced", urn: old.urn, type: old.type, old, pending: true });
  }
  return [...deletes, replace, create];
}

/** Defaults taken over from the old resource don't hold for its replacement. */
async function checkedAnew(deployment: Deployment, state: ResourceState, goal: Goal): Promise<ValueMap> {
  const result = await check(deployment, state, {}, goal.inputs);
  if (result.failures.length === 0) return result.inputs;
  for (const { property, reason } of result.failures)
    deployment.report.error(`property ${property}: ${reason}`, state.urn);
  throw new CheckFailed(state.urn);
}

function protectedText(urn: string): string {
  return (
    `unable to replace resource "${urn}"\nas it is currently marked for protection. To unprotect the resource, ` +
    "remove the `protect` flag from the resource in your Pulumi program and run `pulumi up`"
  );
}
