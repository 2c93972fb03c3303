import { messageOf } from "../engine-error";
import { PartialFailure } from "../providers/provider-error";
import type { ProviderRegistry } from "../providers/provider-registry";
import type { ResourceState } from "../state/deployment";
import type { StackState } from "../state/stack-state";
import { isProviderType } from "../urn";
import { equalValues } from "../values/value";
import { withSecrets } from "./apply";
import type { Reporter } from "./reporter";
import { Semaphore } from "./scheduling";
import type { Step } from "./step";
import type { Targets } from "./targets";

export interface RefreshOptions {
  parallel: number;
  targets: Targets;
  signal: AbortSignal | undefined;
}

/**
 * Reads every resource as it is, all at once so that a provider can join them, and rebuilds the state from what was
 * found: changed outputs and inputs, gone resources dropped with what referred to them.
 * @returns how many reads failed; the state is only rebuilt when none did
 */
export async function refreshState(
  state: StackState,
  providers: ProviderRegistry,
  report: Reporter,
  options: RefreshOptions,
): Promise<number> {
  const slots = new Semaphore(options.parallel);
  let failures = 0;
  const found = await Promise.all(
    state.olds.map(async (old) => {
      if (!isRead(old, options.targets)) return old;
      const step: Step = { operation: "refresh", urn: old.urn, type: old.type, old };
      return slots.run(async () => {
        const started = performance.now();
        report.started(step);
        try {
          if (options.signal?.aborted === true) throw new Error("cancelled");
          const now = await read(providers, report, old);
          step.new = now;
          step.found = now === undefined ? "delete" : isSame(old, now) ? "same" : "update";
          step.milliseconds = performance.now() - started;
          report.finished(step);
          return now;
        } catch (error) {
          failures += 1;
          report.failed(step, messageOf(error));
          report.error(messageOf(error), old.urn);
          return old;
        }
      });
    }),
  );
  if (failures === 0)
    state.rebase(
      withoutDangling(
        state.olds,
        found.filter((now) => now !== undefined),
      ),
    );
  return failures;
}

function isRead(old: ResourceState, targets: Targets): boolean {
  return old.custom && !isProviderType(old.type) && old.pendingReplacement !== true && targets.has(old.urn);
}

function isSame(old: ResourceState, now: ResourceState): boolean {
  return old.id === now.id && equalValues(old.outputs, now.outputs) && equalValues(old.inputs, now.inputs);
}

/** The resource as it is; undefined when it is gone; the very same object when nothing changed. */
async function read(
  providers: ProviderRegistry,
  report: Reporter,
  old: ResourceState,
): Promise<ResourceState | undefined> {
  const provider = await providers.forReference(old.provider ?? "");
  const subject = { urn: old.urn, id: old.id ?? "", inputs: old.inputs, outputs: old.outputs };
  const found = await provider.read(subject, old.customTimeouts?.read).catch((error: unknown) => {
    if (!(error instanceof PartialFailure)) throw error;
    report.warn(`Refreshed resource is in an unhealthy state:\n* ${error.reasons.join("\n* ")}`, old.urn);
    return { id: error.id, outputs: error.outputs, inputs: error.inputs, reasons: error.reasons };
  });
  if (found.id === "") return undefined;
  const reasons = "reasons" in found ? found.reasons : undefined;
  const now: ResourceState = {
    ...old,
    id: found.id,
    inputs: found.inputs ?? old.inputs,
    initErrors: reasons,
  };
  now.outputs = withSecrets(found.outputs, now);
  if (old.external === true) now.inputs = old.inputs;
  if (isSame(old, now) && (old.initErrors ?? []).length === 0) return { ...old };
  return { ...now, modified: new Date().toISOString() };
}

/**
 * Takes out what refers to resources that are gone; the list's order shows who can be referred to. Children of a gone
 * resource go to the nearest ancestor that is left.
 * @param before the list with what is gone
 */
function withoutDangling(before: readonly ResourceState[], resources: ResourceState[]): ResourceState[] {
  const there = new Set<string>();
  const parents = new Map(before.map(({ urn, parent }) => [urn, parent]));
  const ancestor = (urn: string | undefined): string | undefined =>
    urn === undefined || urn === "" || there.has(urn) ? urn : ancestor(parents.get(urn));
  return resources.map((state) => {
    const known = (urns: string[] | undefined) => urns?.filter((urn) => there.has(urn));
    const changed: ResourceState = { ...state, dependencies: known(state.dependencies) };
    if (state.propertyDependencies !== undefined)
      changed.propertyDependencies = Object.fromEntries(
        Object.entries(state.propertyDependencies)
          .map(([key, urns]) => [key, urns.filter((urn) => there.has(urn))] as const)
          // The stock engine drops keys without dependencies here, and what a file says should not depend on the engine.
          .filter(([, urns]) => urns.length > 0),
      );
    if (state.deletedWith !== undefined && !there.has(state.deletedWith)) changed.deletedWith = undefined;
    changed.parent = ancestor(state.parent);
    there.add(state.urn);
    return changed;
  });
}
