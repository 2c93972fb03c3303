import { chmodSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gitText, runGit } from "../git/run-git";
import { makeFolders } from "../make-folders";
import { type HookName, hookText } from "./hook-text";
import { serverPaths } from "./server-folder";
import { type ServerSettings, writeSettings } from "./settings";

/** Largest push in bytes: objects are taken before a hook can look at them. */
const MOST_INPUT = 100 * 1024 * 1024;

/** Settings of the repository. Git itself refuses what breaks its rules for objects before any hook runs. */
const CONFIG: readonly [name: string, value: string][] = [
  ["receive.fsckObjects", "true"],
  ["receive.denyNonFastForwards", "false"], // the hook refuses it for main, with its reason
  ["receive.denyDeletes", "false"],
  ["receive.maxInputSize", String(MOST_INPUT)],
  ["receive.unpackLimit", "1"], // pushes stay packs: ten thousand files are one file on disk
  ["transfer.hideRefs", "refs/titip"],
  ["core.logAllRefUpdates", "true"],
];

/** Whether a folder is a bare repository. */
export async function isBareRepository(folder: string): Promise<boolean> {
  if (!existsSync(join(folder, "HEAD"))) return false;
  const { exitCode, stdout } = await runGit(folder, ["rev-parse", "--is-bare-repository"]);
  return exitCode === 0 && stdout.toString().trim() === "true";
}

/**
 * Makes a bare repository (or takes one that is there) and gives it settings and hooks. The same again writes the same;
 * refs, queue and notes stay as they are.
 * @throws GitError
 */
export async function initServer(folder: string, settings: ServerSettings): Promise<void> {
  if (!(await isBareRepository(folder))) {
    makeFolders(folder);
    await gitText(folder, ["init", "--quiet", "--bare", "--initial-branch=main", "."]);
  }
  for (const [name, value] of CONFIG) await gitText(folder, ["config", "--local", name, value]);
  const { own, queue, results, logs } = serverPaths(folder);
  for (const path of [own, queue, results, logs]) mkdirSync(path, { recursive: true, mode: 0o700 });
  writeSettings(folder, settings);
  writeHook(folder, "pre-receive", settings);
  writeHook(folder, "post-receive", settings);
}

function writeHook(folder: string, name: HookName, { program }: ServerSettings): void {
  const file = join(folder, "hooks", name);
  mkdirSync(join(folder, "hooks"), { recursive: true });
  writeFileSync(file, hookText(name, program), { mode: 0o755 });
  chmodSync(file, 0o755);
}
