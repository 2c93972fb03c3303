import { deleteRemoved } from "./deploy/delete-removed";
import type { Deployment } from "./deploy/deployment";
import { finishStackOutputs } from "./deploy/outputs";
import { EngineError, messageOf } from "./engine-error";
import type { OperationKind, Outcome } from "./events";
import type { EngineOptions } from "./options";
import { programOf } from "./program-run";
import { endRun, openDeployment, type Run, refreshRun, startRun } from "./run";
import { openLocked, openSession, type Session } from "./session";
import type { ResourceState } from "./state/deployment";
import { recordHistory, type UpdateInfo } from "./state/history";
import { STACK_TYPE } from "./urn";
import type { ValueMap } from "./values/value";

/** Shows what `up` would do. Writes nothing, locks nothing. */
export async function preview(options: EngineOptions): Promise<Outcome> {
  return conduct(await openSession(options), options, "preview", true, updateWork);
}

/** Makes the stack what the program says. */
export async function up(options: EngineOptions): Promise<Outcome> {
  return locked(options, "update", updateWork);
}

/** Brings the state in line with what really is; `dryRun` only shows the differences. */
export async function refresh(options: EngineOptions): Promise<Outcome> {
  if (options.dryRun === true)
    return conduct(await openSession(options), options, "refresh", true, refreshRun);
  return locked(options, "refresh", refreshRun);
}

/** Deletes all resources of the stack (or the targets); `dryRun` only shows them. */
export async function destroy(options: EngineOptions): Promise<Outcome> {
  if (options.dryRun === true)
    return conduct(await openSession(options), options, "destroy", true, destroyWork);
  return locked(options, "destroy", destroyWork);
}

/** The work of an operation. @returns whether it went well */
type Work = (run: Run) => Promise<boolean>;

async function locked(options: EngineOptions, operation: OperationKind, work: Work): Promise<Outcome> {
  const { session, lock } = await openLocked(options);
  try {
    return await conduct(session, options, operation, options.dryRun ?? false, work);
  } finally {
    await lock.release();
  }
}

async function conduct(
  session: Session,
  options: EngineOptions,
  operation: OperationKind,
  dry: boolean,
  work: Work,
): Promise<Outcome> {
  const started = Date.now();
  const oldOutputs = stackOutputsOf(session.snapshot.resources);
  const run = await startRun(session, options, operation, dry);
  let ok = false;
  try {
    ok = (await work(run)) && options.signal?.aborted !== true;
    if (ok && options.expectNoChanges === true) ok = noChanges(run);
  } catch (error) {
    run.report.error(messageOf(error));
  } finally {
    await endRun(run);
    ok = (await flushed(run)) && ok;
  }
  const outcome = outcomeOf(run, ok, started, oldOutputs);
  if (!dry) await record(run, outcome, started);
  run.report.emit({ kind: "finished", outcome });
  return outcome;
}

async function flushed(run: Run): Promise<boolean> {
  try {
    await run.state.flush();
    return true;
  } catch (error) {
    run.report.error(`the state could not be saved: ${messageOf(error)}`);
    return false;
  }
}

function noChanges(run: Run): boolean {
  const changed = Object.entries(run.report.summary).some(
    ([operation, count]) => !["same", "read", "refresh"].includes(operation) && count > 0,
  );
  if (changed) run.report.error("no changes were expected but changes occurred");
  return !changed;
}

function outcomeOf(run: Run, ok: boolean, started: number, oldOutputs: ValueMap): Outcome {
  const { session, report } = run;
  return {
    ok,
    operation: run.operation,
    preview: run.preview,
    project: session.project.name,
    stack: session.stack,
    steps: report.steps,
    summary: report.summary,
    outputs: stackOutputsOf(run.state.snapshot().resources),
    oldOutputs,
    diagnostics: report.diagnostics,
    milliseconds: Date.now() - started,
    writes: run.writer?.writes ?? 0,
    cancelled: run.options.signal?.aborted === true,
  };
}

export function stackOutputsOf(resources: readonly ResourceState[]): ValueMap {
  return resources.find(({ type, delete: gone }) => type === STACK_TYPE && gone !== true)?.outputs ?? {};
}

async function record(run: Run, outcome: Outcome, started: number): Promise<void> {
  const { session, options } = run;
  const update: UpdateInfo = {
    kind: run.operation as UpdateInfo["kind"],
    startTime: Math.floor(started / 1000),
    endTime: Math.floor(Date.now() / 1000),
    message: options.message ?? "",
    environment: { "exec.kind": "titip.embedded" },
    config: {},
    version: 0,
    result: outcome.ok ? "succeeded" : "failed",
    resourceChanges: outcome.summary,
  };
  await recordHistory(session.files, session.stack, update);
}

async function updateWork(run: Run): Promise<boolean> {
  const { options, session } = run;
  if ((options.refresh ?? session.project.refreshAlways) && !(await refreshRun(run))) return false;
  const deployment = openDeployment(run);
  const onAbort = () => {
    deployment.report.error(`${run.operation} cancelled`);
    deployment.end();
    void run.providers.cancel();
  };
  if (options.signal?.aborted === true) onAbort();
  options.signal?.addEventListener("abort", onAbort);
  try {
    const finished = await programOf(run, deployment);
    await deployment.settle();
    const clean =
      finished && (deployment.failures === 0 || deployment.options.continueOnError) && !deployment.isStopped;
    if (clean) await deleteRemoved(deployment);
    await deployment.settle();
    const ok = clean && deployment.failures === 0 && !deployment.isStopped;
    finishStackOutputs(deployment, !ok);
    return ok && targetsFound(run, deployment);
  } finally {
    options.signal?.removeEventListener("abort", onAbort);
  }
}

function targetsFound(run: Run, deployment: Deployment): boolean {
  const missing = run.targets.unmatched([...deployment.claimed, ...deployment.oldByUrn.keys()]);
  for (const target of missing) run.report.error(`Target '${target}' could not be found in the stack.`);
  return missing.length === 0;
}

async function destroyWork(run: Run): Promise<boolean> {
  const { options } = run;
  if ((options.refresh ?? run.session.project.refreshAlways) && !(await refreshRun(run))) return false;
  const deployment = openDeployment(run);
  const missing = run.targets.unmatched(deployment.oldByUrn.keys());
  if (missing.length > 0)
    throw new EngineError("config", `no resource fits the target ${missing.join(", ")}`);
  const onAbort = () => {
    deployment.report.error(`${run.operation} cancelled`);
    deployment.end();
  };
  if (options.signal?.aborted === true) onAbort();
  options.signal?.addEventListener("abort", onAbort);
  try {
    await deleteRemoved(deployment);
    await deployment.settle();
    return deployment.failures === 0 && !deployment.isStopped;
  } finally {
    options.signal?.removeEventListener("abort", onAbort);
  }
}
