import type { Goal } from "../monitor/goal";
import type { ResourceState } from "../state/deployment";
import type { Deployment } from "./deployment";
import { providerUrn, references } from "./new-state";
import type { Step } from "./step";

/**
 * A resource outside the targets: not made when new; word for word as it was when old, after everything that it
 * depends on and that the program no longer registers (or the list would lose its order).
 */
export function untargetedSteps(
  deployment: Deployment,
  state: ResourceState,
  goal: Goal,
  old: ResourceState | undefined,
): Step[] {
  if (old === undefined)
    return [{ operation: "same", urn: state.urn, type: state.type, new: state, goal, skippedCreate: true }];
  const steps: Step[] = [];
  keep(deployment, old, steps);
  const [own] = steps.splice(-1);
  return own === undefined ? [] : [...steps, { ...own, urn: state.urn, goal }];
}

function keep(deployment: Deployment, old: ResourceState, steps: Step[]): void {
  deployment.touched.add(old.urn);
  for (const urn of [providerUrn(old), ...references(old)]) {
    const dependency = urn === undefined ? undefined : deployment.oldByUrn.get(urn);
    if (
      dependency === undefined ||
      deployment.touched.has(dependency.urn) ||
      deployment.news.has(dependency.urn)
    )
      continue;
    keep(deployment, dependency, steps);
  }
  steps.push({ operation: "same", urn: old.urn, type: old.type, old, new: { ...old }, untargeted: true });
}
