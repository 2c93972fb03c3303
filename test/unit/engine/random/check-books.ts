import type { ResourceState, Snapshot } from "../../../../src/engine/state/deployment";
import { isProviderType } from "../../../../src/engine/urn";
import { type Entity, nameOf } from "../light/provider";
import type { Done } from "./scenario-run";

/** Where server and state may disagree, and why. By id. */
export interface Books {
  /** On the server only: let go by retainOnDelete, or made when the engine was killed. */
  orphans: Set<string>;
  /** In the state only: taken away by hand, or deleted when the engine was killed. */
  ghosts: Set<string>;
  /** Changed by hand, or when the engine was killed. */
  dirty: Set<string>;
}

/** Whether a state stands for something on the server. */
export function isReal(state: ResourceState): boolean {
  return state.custom && !isProviderType(state.type) && state.external !== true;
}

/** Nothing exists that the state doesn't know, and the state knows nothing that doesn't exist. */
export function checkBooks(done: Done, entities: Map<string, Entity>): void {
  const { books, after, calls, killed } = done;
  for (const call of calls) {
    if (call.operation === "update" && call.error === undefined) books.dirty.delete(call.id);
    if (call.operation === "update" && killed) books.dirty.add(call.id);
  }
  checkPending(done);
  const known = new Map(after.resources.filter(isReal).map((state) => [state.id ?? "", state]));
  for (const entity of [...entities.values()])
    if (!known.has(entity.id) && !books.orphans.has(entity.id)) judgeUnknown(done, entity, entities);
  for (const [id, state] of known) {
    if (state.pendingReplacement === true) {
      // It is gone, also from a server that never heard of it, whatever becomes of its replacement.
      goesWithOther(done, id, entities);
      continue;
    }
    if (entities.has(id)) continue;
    if (killed && isPending(after, "deleting", state.urn)) books.ghosts.add(id);
    if (!books.ghosts.has(id)) throw new Error(`${nameOf(state.urn)} (${id}) is in the state only`);
  }
}

function isPending({ pending }: Snapshot, type: string, urn: string): boolean {
  return pending.some((operation) => operation.type === type && operation.resource.urn === urn);
}

/** Something is on the server and not in the state: allowed for some reasons only. */
function judgeUnknown(done: Done, entity: Entity, entities: Map<string, Entity>): void {
  const { before, after, books, killed } = done;
  const old = before.resources.find(({ id }) => id === entity.id);
  if (old?.retainOnDelete === true || (killed && isPending(after, "creating", entity.urn))) {
    books.orphans.add(entity.id);
    return;
  }
  if (!goesWithOther(done, entity.id, entities))
    throw new Error(`${nameOf(entity.urn)} (${entity.id}) is on the server only`);
}

/** What the engine didn't delete because it is deleted with another shares that one's fate. */
function goesWithOther({ before, books, calls }: Done, id: string, entities: Map<string, Entity>): boolean {
  const old = before.resources.find((state) => state.id === id);
  if (old?.deletedWith === undefined || old.deletedWith === "") return false;
  const other = before.resources.filter(({ urn }) => urn === old.deletedWith);
  if (other.some(({ id: otherId = "" }) => !entities.has(otherId) || books.orphans.has(otherId))) {
    entities.delete(id);
    return true;
  }
  const livesOn = other.some(({ retainOnDelete }) => retainOnDelete === true);
  // The stock engine, too, relies on that deletion before it happens.
  const failed = calls.some(({ urn, error }) => urn === old.deletedWith && error !== undefined);
  if (livesOn || failed) books.orphans.add(id);
  return livesOn || failed;
}

/** Unless killed, nothing is left open but what an earlier kill left. */
function checkPending({ before, after, killed, step, verb }: Done): void {
  if (killed) return;
  for (const { type, resource } of after.pending) {
    if (type !== "creating" || !isPending(before, "creating", resource.urn))
      throw new Error(`${type} ${nameOf(resource.urn)} is still pending`);
    const live = after.resources.some(({ urn, delete: gone }) => urn === resource.urn && gone !== true);
    const registered = live && !before.resources.some(({ urn }) => urn === resource.urn);
    if (verb === "up" && step.resolvePendingCreates && registered)
      throw new Error(`creating ${nameOf(resource.urn)} is pending although it was created`);
  }
}
