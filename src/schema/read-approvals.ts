import type { Approval } from "./generated/approval";
import type { ReadBoth } from "./load-site";
import type { Problem } from "./problem";
import { listApprovals } from "./site-files";

/** An approval that is no step of a request, as it was read. */
export interface LoadedApproval {
  /** Path relative to the site's root, with `/`. */
  file: string;
  /** The file's name without folder and ending. */
  name: string;
  data: Approval;
}

/** Reads `approvals/<name>.yaml`; only those of the right shape are kept. */
export function readApprovals(
  root: string,
  read: ReadBoth,
): { approvals: LoadedApproval[]; problems: Problem[] } {
  const { files, problems } = listApprovals(root);
  const approvals = files.flatMap((file) => {
    const { sound: data } = read("approval", file);
    return data ? [{ file, name: file.replace(/^.*\/|\.yaml$/g, ""), data }] : [];
  });
  return { approvals, problems };
}
