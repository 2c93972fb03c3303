import { applyReplaceOnChanges, replaces } from "../providers/diff";
import type { ResourceState } from "../state/deployment";
import { UNKNOWN, type ValueMap } from "../values/value";
import type { Deployment, PlannedDeletion } from "./deployment";
import { providerUrn, references } from "./new-state";
import { providerDiff } from "./plan-change";
import type { Step } from "./step";

/**
 * What must be deleted before `root` can be, when it is deleted before its replacement is made: every dependent
 * that would itself need replacement, found by a Diff in which the inputs that come from condemned resources are
 * unknown. @returns their deletions in order, dependents first
 */
export async function dependentReplacements(deployment: Deployment, root: ResourceState): Promise<Step[]> {
  const condemned = new Set([root.urn]);
  const toReplace: { state: ResourceState; keys: string[] }[] = [];
  for (const state of dependentsOf(deployment, root)) {
    const keys = await replacementKeys(deployment, state, condemned);
    if (keys === undefined) continue;
    condemned.add(state.urn);
    toReplace.push({ state, keys });
  }
  const going = toReplace.filter(({ state }) => !deployment.deletedStates.has(state)).reverse();
  const kept = going.find(({ state }) => state.protect === true && state.delete !== true);
  if (kept !== undefined) throw new Error(protectedText(kept.state.urn, root.urn));
  const steps: Step[] = [];
  for (const { state, keys } of going) {
    deployment.dependentReplaceKeys.set(state.urn, keys);
    deployment.deleted.add(state.urn);
    deployment.deletedStates.add(state);
    deployment.plannedDeletions.set(state, plannedDeletion());
    steps.push({
      operation: "delete-replaced",
      urn: state.urn,
      type: state.type,
      old: state,
      pending: state.delete !== true,
    });
  }
  return steps;
}

function plannedDeletion(): PlannedDeletion {
  let settle = () => {};
  const settled = new Promise<void>((resolve) => {
    settle = resolve;
  });
  return { settled, settle };
}

/** Old resources that depend on the root, straight or through others, in the order of the list. */
function dependentsOf(deployment: Deployment, root: ResourceState): ResourceState[] {
  const reached = new Set([root.urn]);
  const found: ResourceState[] = [];
  const { olds } = deployment.state;
  for (const state of olds.slice(olds.indexOf(root) + 1)) {
    const provider = providerUrn(state);
    const depends =
      references(state).some((urn) => reached.has(urn)) || (provider !== undefined && reached.has(provider));
    // Whatever is registered already in this run no longer depends on what is replaced now.
    if (!depends || deployment.touched.has(state.urn)) continue;
    reached.add(state.urn);
    found.push(state);
  }
  return found;
}

/** Undefined: it can stay. */
async function replacementKeys(
  deployment: Deployment,
  state: ResourceState,
  condemned: Set<string>,
): Promise<string[] | undefined> {
  if (!state.custom || state.external === true) return undefined;
  const provider = providerUrn(state);
  if (provider !== undefined && condemned.has(provider)) return [];
  if (state.deletedWith !== undefined && condemned.has(state.deletedWith)) return [];
  const inputs: ValueMap = {};
  let affected = false;
  for (const [key, value] of Object.entries(state.inputs)) {
    const depends = (state.propertyDependencies?.[key] ?? []).some((urn) => condemned.has(urn));
    inputs[key] = depends ? UNKNOWN : value;
    affected ||= depends;
  }
  if (!affected || state.provider === undefined) return undefined;
  const client = await deployment.providers.forReference(state.provider);
  const answer = await providerDiff(client, state, state.urn, inputs, state.ignoreChanges ?? [], true);
  const diff = applyReplaceOnChanges(answer, state.replaceOnChanges ?? [], false);
  return replaces(diff) ? diff.replaceKeys : undefined;
}

function protectedText(dependent: string, urn: string): string {
  return (
    `unable to replace resource "${dependent}" as part of replacing "${urn}" as it is currently marked for ` +
    "protection. To unprotect the resource, remove the `protect` flag from it in your Pulumi program and run `pulumi up`"
  );
}
