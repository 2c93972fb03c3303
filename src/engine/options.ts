import type { EngineEvent } from "./events";
import type { BuiltinPlugins } from "./providers/plugin-process";
import type { Deployment } from "./state/deployment";
import type { LockWait } from "./state/lock-wait";

/** The part of an export that is compared. */
export interface ExportedDeployment {
  deployment?: Deployment;
}

/** What every operation takes. */
export interface EngineOptions {
  /** Folder of Pulumi.yaml. */
  projectDir: string;
  stack: string;
  /** `file://…`; else PULUMI_BACKEND_URL, else `backend.url` of Pulumi.yaml, else the home folder like the stock CLI. */
  backendUrl?: string;
  /** Else PULUMI_CONFIG_PASSPHRASE or the file that PULUMI_CONFIG_PASSPHRASE_FILE names. */
  passphrase?: string;
  /** Resources worked on at once; 0 (default) means all that are ready. */
  parallel?: number;
  /** Go on with what does not depend on a failed resource. */
  continueOnError?: boolean;
  /** Read the real state first; default: `options.refresh` of Pulumi.yaml. */
  refresh?: boolean;
  /** URNs (`*`, `**` allowed) that the operation is limited to. */
  targets?: string[];
  /** Fail when anything would change. */
  expectNoChanges?: boolean;
  /**
   * A create that an earlier, killed run left open counts as resolved when this run registers the resource with
   * success. Only for providers whose creates converge, such as Titip's; otherwise they are carried along until a
   * person resolves them, as the stock engine does.
   */
  resolvePendingCreates?: boolean;
  /**
   * The stack's lock was held by a process that is no more: the lock is removed, and this is told whose it was.
   * Without it such a lock is refused, as the stock engine does.
   */
  onDeadLock?: (owner: string) => void;
  /** Somebody took the stack's lock away while this operation held it. */
  onLockLost?: () => void;
  /** Waits so long at most while others hold the stack's lock, instead of being refused at once. */
  wait?: LockWait;
  /**
   * What the stack held when this operation was planned (`exportStack`): it is refused with the code `changed` when the
   * stack holds something else by the time it is locked.
   */
  recorded?: ExportedDeployment;
  /** Plugins of this project's own that stand in where a package's stock plugin is not installed. */
  builtins?: BuiltinPlugins;
  /** destroy and refresh: only say what would happen. */
  dryRun?: boolean;
  /** For displays: property differences wanted. The engine itself collects them always. */
  showDiff?: boolean;
  /** Kept in the stack's history. */
  message?: string;
  /** Environment of program and plugins; default: this process's. */
  environment?: NodeJS.ProcessEnv;
  onEvent?: (event: EngineEvent) => void;
  /** Aborting lets calls under way finish, saves and ends; the stack can be resumed. */
  signal?: AbortSignal;
}
