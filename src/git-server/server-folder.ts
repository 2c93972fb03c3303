import { join } from "node:path";

/** The branch whose state is what is approved, and what Titip keeps of it. */
export const MAIN_REF = "refs/heads/main";
/** Last commit of main that was applied without a failure, and the last that was tried. Nobody may push them. */
export const APPLIED_REF = "refs/titip/applied";
export const TRIED_REF = "refs/titip/tried";
/** Notes: what was applied, by whose approval, with which outcome. */
export const NOTES = "titip";

/** Folders and files of Titip's own inside a bare repository. */
export function serverPaths(repository: string) {
  const own = join(repository, "titip");
  return {
    own,
    settings: join(own, "settings.json"),
    queue: join(own, "queue"),
    work: join(own, "work"),
    results: join(own, "results"),
    logs: join(own, "logs"),
    lock: join(own, "lock"),
  };
}
