import { randomUUID } from "node:crypto";
import { providerConfig } from "../config/stack-config";
import { messageOf } from "../engine-error";
import type { Goal } from "../monitor/goal";
import type { ResourceState } from "../state/deployment";
import { formatReference, isProviderType, makeUrn, PROVIDER_TYPE, packageOf } from "../urn";
import type { ValueMap } from "../values/value";
import { applyStep } from "./apply";
import { DeleteProtected } from "./apply-delete";
import { type Deployment, Stopped } from "./deployment";
import { references } from "./new-state";
import { CheckFailed, planRegistration } from "./plan";
import type { Step } from "./step";

/** What a registration came to; undefined: it failed, or was skipped because something that it needs failed. */
export type Registered = ResourceState | undefined;

/**
 * Registers a resource: provider, plan, steps. Any number run at once; planning takes turns, steps run in parallel.
 * Without continue-on-error a failure ends the deployment and throws `Stopped`.
 */
export async function register(deployment: Deployment, goal: Goal): Promise<Registered> {
  return deployment.track(Promise.race([guarded(deployment, goal), deployment.stopped]));
}

async function guarded(deployment: Deployment, goal: Goal): Promise<Registered> {
  const { options } = deployment;
  const urn = makeUrn(options.stack, options.project, goal.parent, goal.type, goal.name);
  return deployment.track(
    attempt(deployment, urn, async () => {
      deployment.throwIfStopped();
      if (goal.custom && !isProviderType(goal.type)) goal.provider = await providerFor(deployment, goal);
      const skip = (step: Step) =>
        step.new !== undefined && references(step.new).some((needed) => deployment.failed.has(needed));
      return carryOut(
        deployment,
        urn,
        () => deployment.planning.run(() => planRegistration(deployment, goal)),
        skip,
      );
    }),
  );
}

/** Plans and carries out, one after the other, the steps of one resource. */
export async function carryOut(
  deployment: Deployment,
  urn: string,
  plan: () => Promise<Step[]>,
  skip: (step: Step) => boolean = () => false,
): Promise<Registered> {
  const steps = await plan();
  try {
    await untilDeleted(deployment, steps);
    return await deployment.slots.run(async () => {
      for (const step of steps) {
        if (skip(step)) {
          deployment.failed.add(urn);
          return undefined;
        }
        await applyStep(deployment, step);
      }
      return deployment.news.get(urn);
    });
  } finally {
    for (const { operation, old } of steps)
      if (operation === "delete-replaced" && old) deployment.plannedDeletions.get(old)?.settle();
  }
}

/**
 * A resource that no longer depends on what is replaced is registered at once; it is made anew only when its old one,
 * which still depends on it, is gone. The stock engine leaves that to chance, and may record both.
 */
async function untilDeleted(deployment: Deployment, steps: readonly Step[]): Promise<void> {
  for (const { operation, old } of steps) {
    if (operation !== "create-replacement" || old === undefined) continue;
    const deletion = deployment.plannedDeletions.get(old);
    if (deletion === undefined) continue;
    await deletion.settled;
    deployment.throwIfStopped();
    if (old.pendingReplacement !== true)
      throw new Error(
        `cannot be replaced: what had to be deleted before failed, and "${old.urn}" is still there`,
      );
  }
}

/** Runs the work of one resource; what it throws is reported, counted and, unless errors are tolerated, the end. */
export async function attempt<T>(
  deployment: Deployment,
  urn: string,
  work: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Stopped) throw error;
    deployment.failed.add(urn);
    deployment.failures += 1;
    if (!(error instanceof CheckFailed)) deployment.report.error(messageOf(error), urn);
    if (deployment.options.continueOnError || error instanceof DeleteProtected) return undefined;
    deployment.end();
    throw new Stopped();
  }
}

/** The provider that serves a resource: its own, its parent's for the package, or the package's default one. */
export async function providerFor(
  deployment: Deployment,
  wanted: Pick<Goal, "provider" | "parent" | "type" | "version">,
): Promise<string> {
  if (wanted.provider !== "") return wanted.provider;
  const packageName = packageOf(wanted.type);
  const parent = wanted.parent === undefined ? undefined : deployment.goals.get(wanted.parent);
  const inherited =
    parent?.providers.get(packageName) ??
    (parent?.custom === true && packageOf(parent.type) === packageName ? parent.provider : "");
  if (inherited !== undefined && inherited !== "") return inherited;
  return defaultProvider(deployment, packageName, wanted.version);
}

const defaults = new WeakMap<Deployment, Map<string, Promise<string>>>();

/** The default provider of a package, made on first use. @returns its reference */
export function defaultProvider(
  deployment: Deployment,
  packageName: string,
  version: string,
): Promise<string> {
  const known = defaults.get(deployment) ?? new Map<string, Promise<string>>();
  defaults.set(deployment, known);
  const key = `${packageName} ${version}`;
  const made = known.get(key) ?? makeDefaultProvider(deployment, packageName, version);
  known.set(key, made);
  return made;
}

async function makeDefaultProvider(
  deployment: Deployment,
  packageName: string,
  version: string,
): Promise<string> {
  const versioned: ValueMap = version === "" ? {} : { version, __internal: {} };
  const goal: Goal = {
    ...EMPTY_GOAL,
    type: `${PROVIDER_TYPE}${packageName}`,
    name: version === "" ? "default" : `default_${version.replaceAll(/[.+-]/g, "_")}`,
    inputs: { ...providerConfig(deployment.config, packageName), ...versioned },
  };
  const urn = makeUrn(deployment.options.stack, deployment.options.project, undefined, goal.type, goal.name);
  const state = await carryOut(deployment, urn, () =>
    deployment.planning.run(() => planRegistration(deployment, goal)),
  );
  if (state === undefined) throw new Error(`the default provider of ${packageName} could not be made`);
  return formatReference({ urn, id: state.id ?? randomUUID() });
}

const EMPTY_GOAL: Goal = {
  type: "",
  name: "",
  custom: true,
  parent: undefined,
  inputs: {},
  dependencies: [],
  propertyDependencies: {},
  provider: "",
  providers: new Map(),
  version: "",
  protect: undefined,
  retainOnDelete: undefined,
  deleteBeforeReplace: undefined,
  ignoreChanges: [],
  replaceOnChanges: [],
  additionalSecretOutputs: [],
  hideDiffs: [],
  aliases: [],
  deletedWith: "",
  customTimeouts: undefined,
  sourcePosition: undefined,
};
