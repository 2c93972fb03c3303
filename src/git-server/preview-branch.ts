import { findCommit, mergeBase } from "../git/commits";
import type { Repository } from "../git/run-git";
import { changedPaths } from "../git/tree";
import type { Plan } from "../plan/plan";
import type { Site } from "../schema/site";
import { awaitsDecision } from "../sop/request-state";
import type { Language } from "../text";
import { previewText } from "./branch-preview";
import type { GatePort } from "./main-gate";
import { MAIN_REF } from "./server-folder";
import type { TreeFolders } from "./tree-folders";

/** What previewing needs: requests that wait for their decision are planned as if they had it. */
export interface PreviewPort extends Pick<GatePort, "check" | "exported"> {
  plan(site: Site, exported: unknown, assumed: readonly string[]): Plan;
}

/**
 * What a merge of a branch would do, in words; undefined where there is no main, or the branch holds no site.
 * @throws GitError, and what the port throws
 */
export async function previewBranch(
  repository: Repository,
  head: string,
  { folders, port, lang }: { folders: TreeFolders; port: PreviewPort; lang: Language },
): Promise<string | undefined> {
  const main = await findCommit(repository, MAIN_REF);
  const base = main === undefined ? undefined : await mergeBase(repository, main, head);
  if (main === undefined || base === undefined) return undefined;
  const changed = new Set((await changedPaths(repository, base, head)).map(({ path }) => path));
  if (changed.size === 0) return undefined;
  const { site, problems } = port.check(await folders.of(head));
  const assumed = site.requests
    .filter(({ file, data }) => changed.has(file) && awaitsDecision(data))
    .map(({ data }) => data.id);
  const exported = await port.exported();
  const before = port.plan(port.check(await folders.of(base)).site, exported, []);
  const after = port.plan(site, exported, assumed);
  return previewText({ site, problems, assumed, before, after }, lang);
}
