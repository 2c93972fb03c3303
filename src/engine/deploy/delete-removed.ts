import type { ResourceState } from "../state/deployment";
import { applyStep } from "./apply";
import type { Deployment } from "./deployment";
import { providerUrn, references } from "./new-state";
import { attempt } from "./register";
import { isDefaultProvider, type Step } from "./step";

/**
 * Deletes what the program no longer has and what was replaced, dependents first, in layers that run in parallel.
 * Only to be called when the program finished without error.
 */
export async function deleteRemoved(deployment: Deployment): Promise<void> {
  const steps = deletions(deployment);
  if (leavesDependents(deployment, steps) && !deployment.options.preview) return;
  for (const layer of layers(deployment, steps)) {
    const allowed = layer.filter((step) => !neededByFailed(deployment, step));
    await Promise.all(
      allowed.map((step) =>
        attempt(deployment, step.urn, () => deployment.slots.run(() => applyStep(deployment, step))).catch(
          () => undefined,
        ),
      ),
    );
    if (deployment.isStopped) return;
  }
}

function deletions(deployment: Deployment): Step[] {
  const steps: Step[] = [];
  for (const old of deployment.state.olds) {
    if (deployment.deletedStates.has(old) && old.delete === true) continue;
    const step = { urn: old.urn, type: old.type, old };
    if (old.delete === true) {
      if (deployment.options.targets.has(old.urn)) steps.push({ ...step, operation: "delete-replaced" });
    } else if (!deployment.touched.has(old.urn) && isTargeted(deployment, old)) {
      deployment.deleted.add(old.urn);
      steps.push({
        ...step,
        operation: old.pendingReplacement === true ? "remove-pending-replace" : "delete",
      });
    }
  }
  // What is protected stays with all that it needs: nothing may rely on going with these.
  const kept = new Set(
    steps.flatMap(({ operation, old }) => (operation === "delete" && old?.protect === true ? [old.urn] : [])),
  );
  for (const urn of [...kept, ...neededBy(deployment, kept)]) deployment.deleted.delete(urn);
  return steps;
}

function isTargeted(deployment: Deployment, old: ResourceState): boolean {
  const { targets } = deployment.options;
  return targets.has(old.urn) && !(targets.isLimited && isDefaultProvider(old.urn));
}

/**
 * With targets, nothing may go while something that stays depends on it: like the stock CLI without
 * `--target-dependents`. @returns whether that is so
 */
function leavesDependents(deployment: Deployment, steps: Step[]): boolean {
  if (!deployment.options.targets.isLimited) return false;
  const going = new Set(steps.flatMap(({ operation, urn }) => (operation === "delete" ? [urn] : [])));
  let found = false;
  for (const state of deployment.state.snapshot().resources) {
    if (going.has(state.urn)) continue;
    if (![...references(state), providerUrn(state)].some((urn) => urn !== undefined && going.has(urn)))
      continue;
    going.add(state.urn);
    found = true;
    deployment.failures += 1;
    deployment.report.error(
      `Resource '${state.urn}' will be destroyed but was not specified in --target list.\n` +
        "Include it in the targets to proceed.",
      state.urn,
    );
  }
  return found;
}

/** Layers in the order of deletion: a resource only after everything that depends on it. */
export function layers(deployment: Deployment, steps: Step[]): Step[][] {
  const condemned = new Map<string, Step[]>();
  for (const step of steps) condemned.set(step.urn, [...(condemned.get(step.urn) ?? []), step]);
  const order = new Map(deployment.state.olds.map((state, i) => [state, i]));
  const depth = new Map<Step, number>();
  const depthOf = (step: Step): number => {
    const known = depth.get(step);
    if (known !== undefined) return known;
    depth.set(step, 0);
    const place = order.get(step.old as ResourceState) ?? 0;
    // Of several with one URN, those earlier in the list can be what this one depends on.
    const below = dependencies(deployment, step)
      .flatMap((urn) => condemned.get(urn) ?? [])
      .filter((other) => other !== step && (order.get(other.old as ResourceState) ?? 0) < place);
    const value = below.length === 0 ? 0 : 1 + Math.max(...below.map(depthOf));
    depth.set(step, value);
    return value;
  };
  const result: Step[][] = [];
  for (const step of steps) {
    const level = depthOf(step);
    result[level] = [...(result[level] ?? []), step];
  }
  return result.filter((layer) => layer !== undefined).reverse();
}

/** What a resource depends on; on a component means on what lies under it too. */
function dependencies(deployment: Deployment, { old }: Step): string[] {
  if (old === undefined) return [];
  const direct = [...references(old)];
  const provider = providerUrn(old);
  const above = old.parent;
  const componentsNeeded = new Set(
    direct.filter((urn) => urn !== above && deployment.oldByUrn.get(urn)?.custom === false),
  );
  const under = componentsNeeded.size === 0 ? [] : childrenOf(deployment, componentsNeeded);
  return [...direct, ...under, ...(provider === undefined ? [] : [provider])];
}

function childrenOf(deployment: Deployment, components: Set<string>): string[] {
  const reached = new Set(components);
  for (const state of deployment.state.olds)
    if (state.parent !== undefined && reached.has(state.parent)) reached.add(state.urn);
  return [...reached];
}

/** A resource that failed may still rely on what it stood on before. */
function neededByFailed(deployment: Deployment, { old }: Step): boolean {
  return (
    old !== undefined && deployment.failed.size > 0 && neededBy(deployment, deployment.failed).has(old.urn)
  );
}

/** What the resources stand on, straight or through others. */
function neededBy(deployment: Deployment, urns: ReadonlySet<string>): Set<string> {
  const needed = new Set<string>();
  for (const state of [...deployment.state.olds].reverse()) {
    // What failed under a new name still stands under its old one.
    const name = deployment.aliased.get(state.urn) ?? state.urn;
    if (!urns.has(state.urn) && !urns.has(name) && !needed.has(state.urn)) continue;
    for (const urn of references(state)) needed.add(urn);
    const provider = providerUrn(state);
    if (provider !== undefined) needed.add(provider);
  }
  return needed;
}
