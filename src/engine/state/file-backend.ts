import { constants } from "node:fs";
import { copyFile, link, open, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { makeFolders } from "../../make-folders";
import { EngineError } from "../engine-error";

/** Where a stack's files stand: Pulumi's file backend, `<root>/.pulumi/…` (`pkg/backend/diy`). */
export interface StackFiles {
  /** `organization/<project>/<stack>`: the stack's full name in checkpoints and lock paths. */
  fullName: string;
  checkpoint: string;
  lockFolder: string;
  historyFolder: string;
  backupFolder: string;
  meta: string;
}

/** The folder a `file://` address means; other backends are refused. */
export function backendRoot(url: string, projectDir: string): string {
  if (!url.startsWith("file://"))
    throw new EngineError(
      "unsupported",
      `the embedded engine keeps state in files only (file://…), not in ${url}`,
    );
  const path = decodeURIComponent(url.slice("file://".length).replace(/\?.*$/, ""));
  return path === "~" || path.startsWith("~/") ? join(homedir(), path.slice(1)) : resolve(projectDir, path);
}

/** Names become file paths: nothing but Pulumi's own alphabet may pass. */
export function checkedName(kind: "project" | "stack", name: string): string {
  if (!/^[A-Za-z0-9_.-]{1,100}$/.test(name) || /^\.+$/.test(name))
    throw new EngineError(
      "project",
      `${kind} name ${JSON.stringify(name)} may hold letters, digits, "-", "_" and "." only`,
    );
  return name;
}

export function stackFiles(root: string, project: string, stack: string): StackFiles {
  checkedName("project", project);
  checkedName("stack", stack);
  const pulumi = join(root, ".pulumi");
  return {
    fullName: `organization/${project}/${stack}`,
    checkpoint: join(pulumi, "stacks", project, `${stack}.json`),
    lockFolder: join(pulumi, "locks", "organization", project, stack),
    historyFolder: join(pulumi, "history", project, stack),
    backupFolder: join(pulumi, "backups", project, stack),
    meta: join(pulumi, "meta.yaml"),
  };
}

export async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Puts a text in place so that a crash at any moment leaves the old or the new one, whole: written beside,
 * synced, the old one kept as `.bak`, renamed.
 */
export async function writeDurably(path: string, text: string, options = { keepOld: false }): Promise<void> {
  const beside = `${path}.tmp-${process.pid}`;
  const handle = await open(beside, "w", 0o600);
  try {
    await handle.writeFile(text);
    await handle.datasync();
  } finally {
    await handle.close();
  }
  if (options.keepOld) await keepAsBackup(path);
  await rename(beside, path);
  await syncFolder(dirname(path));
}

async function keepAsBackup(path: string): Promise<void> {
  const backup = `${path}.bak`;
  await rm(backup, { force: true });
  await link(path, backup).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") return copyFile(path, backup);
  });
}

/** Makes the folders and the marker that the stock CLI expects in a file backend. */
export async function prepareBackend(files: StackFiles): Promise<void> {
  makeFolders(dirname(files.checkpoint));
  if ((await readIfThere(files.meta)) === undefined) await writeFile(files.meta, "version: 1\n");
}

/** Stacks of the stock CLI may be compressed or in the old layout without projects: say so instead of starting anew. */
export async function refuseOtherLayouts(files: StackFiles): Promise<void> {
  const name = files.checkpoint.slice(dirname(files.checkpoint).length + 1);
  const beside = await readdir(dirname(files.checkpoint)).catch(() => [] as string[]);
  const packed = beside.find((file) => file === `${name}.gz` || file === `${name}.zst`);
  if (packed !== undefined)
    throw new EngineError(
      "unsupported",
      `the state ${packed} is compressed; write it with the stock CLI and PULUMI_DIY_BACKEND_GZIP unset`,
    );
  const meta = await readIfThere(files.meta);
  if (meta !== undefined && !/^version:\s*1\s*$/m.test(meta))
    throw new EngineError("unsupported", `${files.meta} is not of version 1; run "pulumi state upgrade"`);
}
