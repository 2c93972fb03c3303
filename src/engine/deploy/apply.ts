import { randomUUID } from "node:crypto";
import type { ProviderClient } from "../providers/provider-client";
import { PartialFailure } from "../providers/provider-error";
import type { PendingType, ResourceState } from "../state/deployment";
import { isProviderType } from "../urn";
import { isSecret, secret, UNKNOWN, type ValueMap } from "../values/value";
import { applyDelete } from "./apply-delete";
import { applyRead } from "./apply-read";
import type { Deployment } from "./deployment";
import type { Step } from "./step";

/** Carries out one step: provider call, state, report. Throws what went wrong, after recording it. */
export async function applyStep(deployment: Deployment, step: Step): Promise<void> {
  deployment.throwIfStopped();
  const started = performance.now();
  deployment.report.started(step);
  try {
    await act(deployment, step);
    step.milliseconds = performance.now() - started;
    deployment.report.finished(step);
  } catch (error) {
    step.milliseconds = performance.now() - started;
    deployment.report.failed(step, error instanceof Error ? error.message : String(error));
    throw error;
  }
}

async function act(deployment: Deployment, step: Step): Promise<void> {
  switch (step.operation) {
    case "same":
      return applySame(deployment, step);
    case "create":
    case "create-replacement":
      return applyCreate(deployment, step);
    case "update":
      return applyUpdate(deployment, step);
    case "delete":
    case "delete-replaced":
      return applyDelete(deployment, step);
    case "read":
    case "read-replacement":
      return applyRead(deployment, step);
    case "remove-pending-replace":
      return deployment.state.markDone(step.old);
    default:
      return undefined;
  }
}

function parts(step: Step): { state: ResourceState; old: ResourceState } {
  if (step.new === undefined) throw new Error(`step ${step.operation} of ${step.urn} has no new state`);
  return { state: step.new, old: step.old ?? step.new };
}

async function applySame(deployment: Deployment, step: Step): Promise<void> {
  const { state, old } = parts(step);
  if (step.skippedCreate === true || step.untargeted === true) {
    deployment.news.set(step.urn, state);
    deployment.news.set(state.urn, state);
    return;
  }
  Object.assign(state, { id: old.id, outputs: old.outputs, created: old.created, modified: old.modified });
  state.initErrors = undefined;
  state.outputs = withSecrets(state.outputs, state);
  if (isProviderType(state.type)) await deployment.providers.publish(state, true);
  finish(deployment, step, state);
  if (mattersToFile(old, state)) deployment.state.save();
}

/** Fields that are not worth a write: where a resource was declared, and what only advises. */
const ADVISORY = new Set<string>([
  "created",
  "modified",
  "sourcePosition",
  "propertyDependencies",
  "initErrors",
]);

/** Whether an unchanged resource still changes the file. */
function mattersToFile(old: ResourceState, state: ResourceState): boolean {
  const text = (value: unknown) => (value === false || value === "" ? undefined : JSON.stringify(value));
  const full = (value: string | undefined) => (value === "[]" || value === "{}" ? undefined : value);
  const before = new Map<string, unknown>(Object.entries(old));
  const after = new Map<string, unknown>(Object.entries(state));
  const keys = [...new Set([...before.keys(), ...after.keys()])].filter((key) => !ADVISORY.has(key));
  return keys.some((key) => full(text(before.get(key))) !== full(text(after.get(key))));
}

async function applyCreate(deployment: Deployment, step: Step): Promise<void> {
  const { state } = parts(step);
  await mutate(
    deployment,
    "creating",
    state,
    async () => {
      const made = await create(deployment, state);
      state.id = made.id;
      state.outputs = withSecrets(made.outputs, state);
    },
    () => {
      replaceOld(deployment, step);
      stamp(state, undefined);
      finish(deployment, { ...step, old: undefined }, state);
    },
  );
}

/** The replaced one stays in the list, to be deleted at the end; one deleted before goes now. */
function replaceOld(deployment: Deployment, { operation, old, pending }: Step): void {
  if (operation !== "create-replacement" || old === undefined) return;
  if (old.pendingReplacement === true) deployment.state.markDone(old);
  else if (pending === true) deployment.state.change(old, { delete: true });
}

async function applyUpdate(deployment: Deployment, step: Step): Promise<void> {
  const { state, old } = parts(step);
  state.id = old.id;
  await mutate(
    deployment,
    "updating",
    state,
    async () => {
      state.outputs = withSecrets(await update(deployment, step, state, old), state);
    },
    () => {
      stamp(state, old.created);
      finish(deployment, step, state);
    },
  );
}

/**
 * Pending operation on disk, the call, then the result in memory and soon on disk. A partial failure is a result
 * and a failure.
 */
async function mutate(
  deployment: Deployment,
  type: PendingType,
  state: ResourceState,
  call: () => Promise<void>,
  record: () => void,
): Promise<void> {
  const outside = state.custom && !isProviderType(state.type) && !deployment.options.preview;
  const operation = outside ? await deployment.state.begin(type, state) : undefined;
  try {
    if (outside) deployment.throwIfStopped();
    await call();
    record();
  } catch (error) {
    if (error instanceof PartialFailure) {
      state.id = error.id === "" ? state.id : error.id;
      state.outputs = withSecrets(error.outputs, state);
      if (error.inputs !== undefined) state.inputs = error.inputs;
      state.initErrors = error.reasons;
      record();
    }
    throw error;
  } finally {
    deployment.state.end(operation);
    deployment.state.save();
  }
}

async function create(
  deployment: Deployment,
  state: ResourceState,
): Promise<{ id: string | undefined; outputs: ValueMap }> {
  const { preview } = deployment.options;
  if (!state.custom) return { id: undefined, outputs: {} };
  if (isProviderType(state.type)) {
    state.id = preview ? UNKNOWN : randomUUID();
    await deployment.providers.publish(state, false);
    return { id: state.id, outputs: providerOutputs(state.inputs) };
  }
  const provider = await deployment.providers.forReference(state.provider ?? "");
  if (preview && !canPreview(provider))
    return { id: undefined, outputs: provider.configured ? state.inputs : {} };
  const made = await provider.create(state.urn, state.inputs, state.customTimeouts?.create);
  return { id: preview ? undefined : made.id, outputs: made.outputs };
}

async function update(
  deployment: Deployment,
  step: Step,
  state: ResourceState,
  old: ResourceState,
): Promise<ValueMap> {
  if (!state.custom) return {};
  if (isProviderType(state.type)) {
    await deployment.providers.publish(state, false);
    return providerOutputs(state.inputs);
  }
  const provider = await deployment.providers.forReference(state.provider ?? "");
  if (deployment.options.preview && !canPreview(provider)) return provider.configured ? state.inputs : {};
  const subject = { urn: state.urn, id: old.id ?? "", inputs: old.inputs, outputs: old.outputs };
  return provider.update(subject, state.inputs, step.goal?.ignoreChanges ?? [], state.customTimeouts?.update);
}

function canPreview(provider: ProviderClient): boolean {
  return provider.configured && provider.supportsPreview;
}

function providerOutputs({ __internal, ...outputs }: ValueMap): ValueMap {
  return outputs;
}

/** Outputs that the program named, and those whose input of the same name is secret, are secret. */
export function withSecrets(outputs: ValueMap, state: ResourceState): ValueMap {
  const named = new Set(state.additionalSecretOutputs ?? []);
  return Object.fromEntries(
    Object.entries(outputs).map(([key, value]) => [
      key,
      named.has(key) || isSecret(state.inputs[key]) ? secret(value) : value,
    ]),
  );
}

function stamp(state: ResourceState, created: string | undefined): void {
  const now = new Date().toISOString();
  state.created = created ?? now;
  state.modified = now;
}

/** The step's state stands from now on, in the place of the old one. */
function finish(deployment: Deployment, step: Step, state: ResourceState): void {
  deployment.state.markDone(step.old);
  deployment.state.markFinished(state);
  const oldName = deployment.aliases.get(step.urn);
  if (oldName !== undefined) deployment.state.rename(oldName, state);
  deployment.news.set(step.urn, state);
}
