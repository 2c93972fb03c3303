import { EngineError } from "./engine-error";
import { stackOutputsOf } from "./operations";
import type { EngineOptions } from "./options";
import { crypterFor, openLocked, openProject, openSession } from "./session";
import { CheckpointWriter } from "./state/checkpoint-writer";
import { type Deployment, newManifest } from "./state/deployment";
import { snapshotFromDisk } from "./state/disk-form";
import { recordHistory } from "./state/history";
import { checkDeployment, loadCheckpoint } from "./state/load-checkpoint";
import { type HeldLock, heldLocks, removeLocks } from "./state/lock";
import { redactSecrets, unwrapSecrets, type ValueMap } from "./values/value";

/** What `pulumi stack export` gives. */
export interface ExportedStack {
  version: 3;
  deployment: Deployment;
}

/** The stack's outputs: `[secret]` in place of secrets unless `showSecrets`. */
export async function stackOutputs(options: EngineOptions & { showSecrets?: boolean }): Promise<ValueMap> {
  const session = await openSession(options);
  const outputs = stackOutputsOf(session.snapshot.resources);
  return (options.showSecrets === true ? unwrapSecrets(outputs) : redactSecrets(outputs)) as ValueMap;
}

/** The deployment as it stands in the state, secrets sealed. */
export async function exportStack(options: EngineOptions): Promise<ExportedStack> {
  const { files } = openProject(options);
  const deployment = await loadCheckpoint(files);
  return { version: 3, deployment: deployment ?? { manifest: newManifest() } };
}

/** Puts a deployment in place of the state, after the same checks as on load. */
export async function importStack(options: EngineOptions, exported: ExportedStack): Promise<void> {
  if (exported.version !== 3)
    throw new EngineError(
      "unsupported",
      `deployment version ${String(exported.version)}; the embedded engine reads version 3 only`,
    );
  checkDeployment(exported.deployment);
  const { session, lock } = await openLocked(options);
  try {
    const started = Math.floor(Date.now() / 1000);
    // What comes from elsewhere is sealed with its own salt, and sealed anew with this stack's when it is written.
    const origin = exported.deployment.secrets_providers?.state?.salt;
    const opener = origin === undefined ? session.crypter : await crypterFor(options, origin);
    const snapshot = snapshotFromDisk(exported.deployment, opener);
    await new CheckpointWriter(session.files, session.crypter).request(() => snapshot);
    await recordHistory(session.files, session.stack, {
      kind: "resource-import",
      startTime: started,
      endTime: Math.floor(Date.now() / 1000),
      message: options.message ?? "",
      environment: { "exec.kind": "titip.embedded" },
      config: {},
      version: 0,
      result: "succeeded",
      resourceChanges: {},
    });
  } finally {
    await lock.release();
  }
}

/** Who holds the stack; empty when nobody does. */
export async function stackLocks(options: EngineOptions): Promise<HeldLock[]> {
  return heldLocks(openProject(options).files);
}

/** Removes the locks of a dead update. @returns how many there were */
export async function cancelStack(options: EngineOptions): Promise<number> {
  return removeLocks(openProject(options).files);
}
