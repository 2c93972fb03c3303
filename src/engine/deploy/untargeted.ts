import type { Goal } from "../monitor/goal";
import type { ResourceState } from "../state/deployment";
import type { Deployment } from "./deployment";
import { providerUrn, references } from "./new-state";
import type { Step } from "./step";

/**
 * A resource outside the targets: not made when new; word for word as it was when old, together with everything that
 * it depends on and that the program no longer registers.
 */
export function untargetedSteps(
  deployment: Deployment,
  state: ResourceState,
  goal: Goal,
  old: ResourceState | undefined,
): Step[] {
  if (old === undefined) {
    deployment.skipped.add(state.urn);
    return [{ operation: "same", urn: state.urn, type: state.type, new: state, goal, skippedCreate: true }];
  }
  // The program hears the old name, when it has a new one, and may name it as a parent.
  deployment.claimed.add(old.urn);
  deployment.goals.set(old.urn, goal);
  keep(deployment, old);
  return [{ operation: "same", urn: state.urn, type: state.type, old, new: old, goal, untargeted: true }];
}

/** What stays needs what it stands on, target or not. */
function keep(deployment: Deployment, old: ResourceState): void {
  deployment.touched.add(old.urn);
  for (const urn of [providerUrn(old), ...references(old)]) {
    const dependency = urn === undefined ? undefined : deployment.oldByUrn.get(urn);
    if (dependency !== undefined && !deployment.touched.has(dependency.urn)) keep(deployment, dependency);
  }
}
