import type { ResourceState } from "../../../../src/engine/state/deployment";
import { equalValues, unwrapSecrets, type Value, type ValueMap } from "../../../../src/engine/values/value";
import { wordsOf } from "../golden-stack";
import { callsText, type Entity, nameOf } from "../light/provider";
import { isReal } from "./check-books";
import { neededBy } from "./check-order";
import type { Done } from "./scenario-run";
import { keyOf } from "./slots";

/** Words of failures that the model expects: faults, refused inputs, protection, targets. */
const EXPECTED = /fault:|not allowed|protect|target|cancelled|killed|half done/i;

/** Says well only when all is well, and badly only for a reason; then state and server are what they should be. */
export function checkResult(done: Done, entities: Map<string, Entity>): void {
  const { outcome, verb } = done;
  const words = wordsOf(outcome);
  if (words.includes("hush")) throw new Error("a secret is told");
  if (verb !== "preview" && outcome.ok && done.faulted)
    throw new Error(`went well in spite of faults: ${words}`);
  if (!outcome.ok && !EXPECTED.test(words)) throw new Error(`failed for no reason: ${words}`);
  if (done.targets.length > 0) {
    checkUntargeted(done);
    return;
  }
  if (outcome.ok && verb === "up") checkUp(done, entities);
  if (outcome.ok && verb === "refresh") checkRefresh(done, entities);
  if (verb === "destroy" && !done.killed) checkDestroy(done);
  if (verb === "up" && done.step.continueOnError && !done.interrupted) checkIndependent(done, entities);
}

/** What stands for a box; a component that has its slot for a while may stand beside it. */
function live({ after, slotOf }: Done, slot: number): ResourceState | undefined {
  return after.resources.find(
    (state) => isReal(state) && state.delete !== true && slotOf(state.urn) === slot,
  );
}

function checkUp(done: Done, entities: Map<string, Entity>): void {
  const real = done.after.resources.filter(isReal);
  for (const state of done.after.resources)
    if (state.delete === true || state.pendingReplacement === true || (state.initErrors ?? []).length > 0)
      throw new Error(`${nameOf(state.urn)} is not finished: ${JSON.stringify(state)}`);
  for (const { urn } of real) {
    const slot = done.slotOf(urn);
    if (slot === undefined || done.slots[slot]?.kind !== "box")
      throw new Error(`${nameOf(urn)} is not in the program`);
  }
  for (const [slot, spec] of done.slots.entries()) if (spec?.kind === "box") checkBox(done, entities, slot);
}

/** State and server hold what the program wants. */
function checkBox(done: Done, entities: Map<string, Entity>, slot: number): void {
  const state = live(done, slot);
  if (state === undefined) throw new Error(`${keyOf(slot)} is missing from the state`);
  const wanted = wantedInputs(done, slot, state);
  const held = unwrapSecrets(state.inputs);
  if (!equalValues(held, wanted))
    throw new Error(`${keyOf(slot)} holds ${JSON.stringify(held)}, not ${JSON.stringify(wanted)}`);
  const id = state.id ?? "";
  if (done.books.ghosts.has(id) || done.books.dirty.has(id)) return;
  const there = entities.get(id)?.inputs;
  if (!equalValues(there, wanted))
    throw new Error(
      `${keyOf(slot)} is ${JSON.stringify(there)}, not ${JSON.stringify(wanted)}: ${callsText(done.calls)}`,
    );
}

function wantedInputs(done: Done, slot: number, state: ResourceState): Value {
  const sent = { size: 1, ...(unwrapSecrets(done.sent.get(slot) ?? {}) as ValueMap) };
  const old = done.before.resources.find(({ id }) => id === state.id);
  const path = done.slots[slot]?.ignore;
  if (path === undefined || old === undefined) return sent;
  const inputs = structuredClone(sent);
  reset(PATHS[path] ?? [], unwrapSecrets(old.inputs), inputs);
  return inputs;
}

const PATHS: Record<string, (string | number)[]> = {
  label: ["label"],
  tags: ["tags"],
  "tags.a": ["tags", "a"],
  "tags.a.b[0].c": ["tags", "a", "b", 0, "c"],
  "tags.a.b[*].c": ["tags", "a", "b", "*", "c"],
  'tags["k.l"]': ["tags", "k.l"],
};

/** The model's own reading of ignoreChanges: where both have the way, the last step takes the old value or goes. */
function reset(path: (string | number)[], old: Value, now: Value): void {
  const [key, ...rest] = path;
  if (key === undefined || typeof now !== "object" || now === null) return;
  if (Array.isArray(now)) {
    if (!Array.isArray(old)) return;
    const places = key === "*" ? now.keys() : [Number(key)];
    for (const place of places)
      if (place < old.length && place < now.length) reset(rest, old[place] ?? null, now[place] ?? null);
    return;
  }
  const olds = typeof old === "object" && old !== null && !Array.isArray(old) ? old : {};
  const before = olds[String(key)];
  const here = now[String(key)];
  if (rest.length > 0) {
    if (before !== undefined && here !== undefined) reset(rest, before, here);
  } else if (before === undefined) delete now[String(key)];
  else now[String(key)] = before;
}

function checkRefresh(done: Done, entities: Map<string, Entity>): void {
  done.books.ghosts.clear();
  done.books.dirty.clear();
  for (const state of done.after.resources.filter(isReal)) {
    if (state.pendingReplacement === true) continue;
    const there = entities.get(state.id ?? "")?.inputs;
    if (!equalValues(unwrapSecrets(state.inputs), there))
      throw new Error(`${nameOf(state.urn)} is not what was read: ${JSON.stringify(there)}`);
  }
}

/** Nothing is left but what is protected and what that stands on. */
function checkDestroy(done: Done): void {
  const { outcome, after, before } = done;
  const { resources } = after;
  if (outcome.ok && resources.length > 0) throw new Error(`left: ${resources.map(({ urn }) => nameOf(urn))}`);
  if (done.faulted || outcome.ok) return;
  const kept = new Set<string>();
  for (const state of [...resources].reverse()) {
    if (state.protect !== true && !kept.has(state.urn))
      throw new Error(`${nameOf(state.urn)} is left and nothing protected needs it`);
    for (const urn of [state.parent, ...(state.dependencies ?? []), state.deletedWith, providerOf(state)])
      if (urn !== undefined) kept.add(urn);
  }
  for (const { protect, urn, id = "", delete: gone } of before.resources) {
    // What somebody took away by hand, a refresh forgets: there is nothing left to protect.
    if (done.step.refresh && done.books.ghosts.has(id)) continue;
    if (protect === true && gone !== true && !resources.some((state) => state.urn === urn))
      throw new Error(`${nameOf(urn)} was protected and is gone`);
  }
}

function providerOf({ provider = "" }: ResourceState): string | undefined {
  return provider === "" ? undefined : provider.slice(0, provider.lastIndexOf("::"));
}

/** With continue-on-error, what needs nothing that failed is done. */
function checkIndependent(done: Done, entities: Map<string, Entity>): void {
  const failed = new Set(
    done.outcome.diagnostics.flatMap(({ severity, urn }) =>
      severity === "error" && urn !== undefined ? [done.slotOf(urn)] : [],
    ),
  );
  if (failed.has(undefined)) return;
  const needed = neededBy(done);
  for (const [slot, spec] of done.slots.entries()) {
    const free = !failed.has(slot) && ![...(needed.get(slot) ?? [])].some((other) => failed.has(other));
    if (spec?.kind === "box" && free && done.sent.has(slot)) checkBox(done, entities, slot);
  }
}

/** What isn't a target stays word for word. */
function checkUntargeted(done: Done): void {
  const targets = new Set(done.targets);
  const condemned = new Set(
    done.outcome.steps.flatMap(({ operation, old }) =>
      operation === "delete-replaced" && old !== undefined ? [old.urn] : [],
    ),
  );
  for (const old of done.before.resources) {
    if (!isReal(old) || targets.has(old.urn) || condemned.has(old.urn)) continue;
    const now = done.after.resources.find(({ id, urn }) => id === old.id && urn === old.urn);
    if (now === undefined) throw new Error(`${nameOf(old.urn)} is no target and gone`);
    if (!equalValues(now.inputs, old.inputs) || !equalValues(now.outputs, old.outputs))
      throw new Error(`${nameOf(old.urn)} is no target and changed`);
  }
}

type Kind = "create" | "update" | "delete" | "replace";

function slotsWith(done: Done, kind: Kind): number[] {
  const slots = done.outcome.steps.flatMap(({ operation, urn }) =>
    operation === kind ? [done.slotOf(urn)] : [],
  );
  return slots.filter((slot) => slot !== undefined).sort();
}

/** A preview foretells creates, deletes and replacements; it may see changes where unknowns turn out the same. */
export function checkPrediction(plan: Done, done: Done): void {
  if (!plan.outcome.ok || !done.outcome.ok) return;
  const text = (what: Done) =>
    JSON.stringify(
      Object.fromEntries(
        (["create", "update", "delete", "replace"] as const).map((kind) => [
          kind,
          slotsWith(what, kind).map(keyOf),
        ]),
      ),
    );
  const same = (kind: Kind) => slotsWith(plan, kind).join() === slotsWith(done, kind).join();
  const replaced = new Set(slotsWith(plan, "replace"));
  const updated = new Set([...replaced, ...slotsWith(plan, "update")]);
  if (
    !same("create") ||
    !same("delete") ||
    slotsWith(done, "replace").some((slot) => !replaced.has(slot)) ||
    slotsWith(done, "update").some((slot) => !updated.has(slot))
  )
    throw new Error(`the preview said ${text(plan)}, done was ${text(done)}`);
}
