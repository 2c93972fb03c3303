import { existsSync, readdirSync, rmdirSync } from "node:fs";
import { join } from "node:path";

const ROOT = "/sys/fs/cgroup";
/** Parent of every lab's cgroups; lab/files/scripts/container-host.sh makes them. */
const OURS = "titip-lab";

/**
 * Removes the cgroups that the container servers of a lab had, whose processes are dead: unlike mounts and interfaces
 * they go with no namespace. With cgroup v1 there is one tree for each controller, with v2 one for all.
 */
export function removeControlGroups(lab: string): void {
  const trees = existsSync(join(ROOT, "cgroup.controllers"))
    ? [ROOT]
    : foldersOf(ROOT).map((controller) => join(ROOT, controller));
  for (const tree of trees) {
    const parent = join(tree, OURS);
    for (const group of foldersOf(parent)) if (group.startsWith(`${lab}.`)) removeGroup(join(parent, group));
    if (existsSync(parent) && foldersOf(parent).length === 0) removeIfEmpty(parent);
  }
}

/** From the leaves up: the kernel removes only a group without groups and processes. */
function removeGroup(group: string): void {
  for (const inner of foldersOf(group)) removeGroup(join(group, inner));
  removeIfEmpty(group);
}

function removeIfEmpty(group: string): void {
  try {
    rmdirSync(group);
  } catch {
    // In use again, by another lab that starts just now.
  }
}

function foldersOf(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}
