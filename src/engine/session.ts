import { existsSync, readFileSync } from "node:fs";
import { sha256OfJson } from "../json-digest";
import { loadProject, type Project } from "./config/project";
import { type ConfigValue, loadStackFile, readConfig, saveSalt } from "./config/stack-config";
import { EngineError } from "./engine-error";
import type { EngineOptions, ExportedDeployment } from "./options";
import { type Crypter, createCrypter, openCrypter } from "./secrets/passphrase";
import { type Deployment, emptySnapshot, type Snapshot } from "./state/deployment";
import { snapshotFromDisk } from "./state/disk-form";
import { backendRoot, prepareBackend, type StackFiles, stackFiles } from "./state/file-backend";
import { backupStack } from "./state/history";
import { loadCheckpoint } from "./state/load-checkpoint";
import { type Lock, lockStack } from "./state/lock";

/** A stack opened for one operation. */
export interface Session {
  project: Project;
  stack: string;
  files: StackFiles;
  environment: NodeJS.ProcessEnv;
  crypter: Crypter;
  config: Map<string, ConfigValue>;
  snapshot: Snapshot;
  /** As it stands in the file; undefined for a new stack. */
  deployment: Deployment | undefined;
}

export function openProject(options: EngineOptions): {
  project: Project;
  files: StackFiles;
  environment: NodeJS.ProcessEnv;
} {
  const environment = options.environment ?? process.env;
  const project = loadProject(options.projectDir);
  const url = options.backendUrl ?? environment.PULUMI_BACKEND_URL ?? project.backendUrl ?? "file://~";
  return {
    project,
    environment,
    files: stackFiles(backendRoot(url, project.root), project.name, options.stack),
  };
}

function passphraseOf(options: EngineOptions, environment: NodeJS.ProcessEnv): string {
  if (options.passphrase !== undefined) return options.passphrase;
  if (environment.PULUMI_CONFIG_PASSPHRASE !== undefined) return environment.PULUMI_CONFIG_PASSPHRASE;
  const file = environment.PULUMI_CONFIG_PASSPHRASE_FILE;
  if (file !== undefined && existsSync(file)) return readFileSync(file, "utf8").trim();
  throw new EngineError(
    "passphrase",
    "passphrase must be set with PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE (it may be empty)",
  );
}

/** Opens what was sealed with another salt than the stack's. Throws `passphrase` when it is not the same passphrase. */
export function crypterFor(options: EngineOptions, salt: string): Promise<Crypter> {
  return openCrypter(passphraseOf(options, options.environment ?? process.env), salt);
}

/** Opens a stack for reading: project, configuration, state. Writes nothing. */
export async function openSession(options: EngineOptions): Promise<Session> {
  const { project, environment, files } = openProject(options);
  const stackFile = loadStackFile(project, options.stack);
  const deployment = await loadCheckpoint(files);
  const salt = stackFile.encryptionsalt ?? deployment?.secrets_providers?.state?.salt;
  const passphrase = passphraseOf(options, environment);
  const crypter = salt === undefined ? await createCrypter(passphrase) : await openCrypter(passphrase, salt);
  const stateSalt = deployment?.secrets_providers?.state?.salt;
  // Two salts happen when Pulumi.<stack>.yaml was made anew: what the state holds opens with its own.
  const stateCrypter =
    stateSalt === undefined || stateSalt === salt ? crypter : await openCrypter(passphrase, stateSalt);
  return {
    project,
    stack: options.stack,
    files,
    environment,
    crypter,
    config: readConfig(project, stackFile, crypter),
    snapshot: deployment === undefined ? emptySnapshot() : snapshotFromDisk(deployment, stateCrypter),
    deployment,
  };
}

/** Opens a stack for changing: takes the lock first, so that what is read stays true. */
export async function openLocked(options: EngineOptions): Promise<{ session: Session; lock: Lock }> {
  const { files } = openProject(options);
  await prepareBackend(files);
  const { onDeadLock, onLockLost, wait, signal } = options;
  const lock = await lockStack(files, { onDeadLock, onLockLost, wait, signal });
  try {
    const session = await openSession(options);
    refuseIfChanged(session, options.recorded);
    await backupStack(files, options.stack);
    if (loadStackFile(session.project, options.stack).encryptionsalt === undefined)
      await saveSalt(session.project, options.stack, session.crypter.salt);
    return { session, lock };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** What was planned from a record that is not the record any more must be planned again. */
function refuseIfChanged({ deployment }: Session, recorded: ExportedDeployment | undefined): void {
  if (recorded === undefined) return;
  const before = recorded.deployment;
  const isSame = deployment ? sha256OfJson(deployment) === sha256OfJson(before) : !before?.resources?.length;
  if (isSame) return;
  throw new EngineError("changed", "the state is not the one any more that this run was planned from");
}
