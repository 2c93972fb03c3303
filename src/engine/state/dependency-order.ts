import { providerUrn, references } from "../deploy/new-state";
import type { ResourceState } from "./deployment";

/**
 * The same resources, each after all that it refers to, otherwise in the order given. With targets, resources that
 * were done stand before others that they now depend on but that were left alone, so the order of completion isn't
 * enough. What refers to each other in a circle is left to the integrity rules.
 */
export function inDependencyOrder(resources: readonly ResourceState[]): ResourceState[] {
  const byUrn = new Map<string, ResourceState[]>();
  for (const state of resources) byUrn.set(state.urn, [...(byUrn.get(state.urn) ?? []), state]);
  const ordered: ResourceState[] = [];
  const seen = new Set<ResourceState>();
  const place = (state: ResourceState): void => {
    if (seen.has(state)) return;
    seen.add(state);
    for (const needed of neededStates(state, byUrn)) place(needed);
    ordered.push(state);
  };
  for (const state of resources) place(state);
  return ordered;
}

function* neededStates(
  state: ResourceState,
  byUrn: ReadonlyMap<string, ResourceState[]>,
): Generator<ResourceState> {
  const provider = providerUrn(state);
  for (const candidate of provider === undefined ? [] : (byUrn.get(provider) ?? []))
    if (state.provider === `${candidate.urn}::${candidate.id}`) yield candidate;
  for (const urn of references(state)) {
    const candidates = byUrn.get(urn) ?? [];
    // Of a resource and those that it replaced, the one that stays.
    const needed = candidates.find((one) => one.delete !== true) ?? candidates[0];
    if (needed !== undefined) yield needed;
  }
}
