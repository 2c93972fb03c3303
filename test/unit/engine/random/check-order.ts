import type { ResourceState } from "../../../../src/engine/state/deployment";
import { needs } from "../light/program";
import { type Call, callsText, nameOf } from "../light/provider";
import type { Done } from "./scenario-run";
import { keyOf, toProgram } from "./slots";

/** Calls come in an order that the dependencies allow. */
export function checkOrder(done: Done): void {
  if (done.verb === "up") checkChanges(done);
  checkDeletes(done);
  if (done.verb === "up") checkReplacements(done);
}

/** Slots that a slot of the program needs, straight or through others. */
export function neededBy({ slots }: Done): Map<number, Set<number>> {
  const all = new Map<number, Set<number>>();
  for (const resource of toProgram([], slots).resources) {
    const direct = needs(resource).map((key) => key.charCodeAt(0) - 97);
    const slot = resource.key.charCodeAt(0) - 97;
    all.set(slot, new Set(direct.flatMap((other) => [other, ...(all.get(other) ?? [])])));
  }
  return all;
}

/** A resource is changed after all that it needs, and not at all when one of these failed. */
function checkChanges(done: Done): void {
  const needed = neededBy(done);
  const changes = done.calls.filter(({ operation }) => operation === "create" || operation === "update");
  for (const call of changes) {
    const slot = done.slotOf(call.urn);
    for (const other of changes) {
      const before = done.slotOf(other.urn);
      if (slot === undefined || before === undefined || !needed.get(slot)?.has(before)) continue;
      if (other.ended > call.started || other.error !== undefined)
        throw new Error(`${keyOf(slot)} needs ${keyOf(before)}: ${callsText(done.calls)}`);
    }
  }
}

function refersTo(state: ResourceState, urn: string): boolean {
  return (
    state.parent === urn ||
    (state.dependencies ?? []).includes(urn) ||
    Object.values(state.propertyDependencies ?? {}).some((urns) => urns.includes(urn))
  );
}

/**
 * Whether a change of what is at `urn` may force the resource to be replaced: by the provider or by its own wish, which
 * counts for inputs that are ignored too, as long as nobody knows their new values.
 */
function followsReplacement(state: ResourceState, urn: string): boolean {
  const forcing = ["place", ...(state.replaceOnChanges ?? [])];
  return forcing.some((key) => (state.propertyDependencies?.[key] ?? []).includes(urn));
}

/** What was deleted while the program ran was deleted before its replacement. */
function isEarly(done: Done, call: Call): boolean {
  return done.verb === "up" && (done.programEnd === undefined || call.started < done.programEnd);
}

/** Dependents go first. */
function checkDeletes(done: Done): void {
  const olds = new Map(done.before.resources.map((state, place) => [state.id ?? "", { state, place }]));
  const deletes = done.calls.filter(({ operation }) => operation === "delete");
  for (const dependent of deletes)
    for (const call of deletes) {
      const above = olds.get(dependent.id);
      const below = olds.get(call.id);
      if (above === undefined || below === undefined || above.place < below.place) continue;
      if (!refersTo(above.state, below.state.urn) || above.state.delete !== below.state.delete) continue;
      const early = isEarly(done, call);
      if (early && !followsReplacement(above.state, below.state.urn)) continue;
      if (early && wasRegisteredBefore(done, above.state.urn, call)) continue;
      if (dependent.ended > call.started)
        throw new Error(
          `${nameOf(call.urn)} deleted before its dependent ${nameOf(dependent.urn)}: ${callsText(done.calls)}`,
        );
    }
}

function wasRegisteredBefore(done: Done, urn: string, call: Call): boolean {
  const slot = done.slotOf(urn);
  return done.calls.some(
    (other) =>
      other.started < call.started && other.operation !== "delete" && done.slotOf(other.urn) === slot,
  );
}

/** Create before delete, unless the program or the provider wants it the other way round. */
function checkReplacements(done: Done): void {
  for (const [slot, spec] of done.slots.entries()) {
    if (spec === undefined) continue;
    const live = new Set(
      done.before.resources.filter((state) => state.delete !== true).map(({ id }) => id ?? ""),
    );
    const mine = done.calls.filter(({ urn }) => done.slotOf(urn) === slot);
    const created = mine.find(({ operation }) => operation === "create");
    const deleted = mine.find(({ operation, id }) => operation === "delete" && live.has(id));
    if (created === undefined || deleted === undefined) continue;
    const wanted = spec.deleteBeforeReplace ?? (spec.exclusive && !isEnginesReason(done, slot));
    const first = deleted.ended < created.started;
    if (wanted && !first && isReplacement(done, slot))
      throw new Error(`${keyOf(slot)} created before it was deleted: ${callsText(done.calls)}`);
    if (!wanted && first && !dependsOnReplaced(done, deleted))
      throw new Error(`${keyOf(slot)} deleted before it was created: ${callsText(done.calls)}`);
    if (!first && deleted.started < created.ended)
      throw new Error(`${keyOf(slot)} deleted while it was created: ${callsText(done.calls)}`);
  }
}

/** Not a resource that is new under its name while one of another kind goes. */
function isReplacement(done: Done, slot: number): boolean {
  return done.outcome.steps.some(
    ({ operation, urn }) => operation === "create-replacement" && done.slotOf(urn) === slot,
  );
}

/** Replaced without asking the provider, who then has no say in the order either. */
function isEnginesReason(done: Done, slot: number): boolean {
  return done.outcome.steps.some(
    ({ operation, urn, replaceKeys }) =>
      operation === "create-replacement" &&
      done.slotOf(urn) === slot &&
      replaceKeys?.some((key) => key === "provider" || key === "deletedWith"),
  );
}

/** It went with something below it that had to be deleted first. */
function dependsOnReplaced(done: Done, deleted: Call): boolean {
  const old = done.before.resources.find(({ id }) => id === deleted.id);
  return done.outcome.steps.some(
    ({ operation, urn, old: below }) =>
      operation === "delete-replaced" &&
      below?.id !== deleted.id &&
      old !== undefined &&
      (followsReplacement(old, urn) || old.provider?.startsWith(`${urn}::`) || old.deletedWith === urn),
  );
}
