import { isIn, type Period } from "../../audit/audited-acts";
import type { MainCommit } from "../../audit/bundle";
import { gitText } from "../../git/run-git";
import { readNote } from "../../git/write-commit";
import { NOTES } from "../../git-server/server-folder";

/**
 * The period's commits on main's own line, the oldest first, with what the pipeline noted beside them.
 * @param write a moment (milliseconds since 1970) on the office's clock
 * @throws GitError
 */
export async function mainCommits(
  repository: string,
  tip: string,
  period: Period,
  write: (moment: number) => string,
): Promise<MainCommit[]> {
  const format = "--format=%H%x00%ct%x00%an%x00%s%x00";
  const text = await gitText(repository, ["log", "--first-parent", "-z", format, "--end-of-options", tip]);
  const fields = text.split("\0").map((field) => field.replace(/^\n/, ""));
  const commits: MainCommit[] = [];
  for (let at = 0; at + 3 < fields.length; at += 5) {
    const [id = "", seconds = "", author = "", subject = ""] = fields.slice(at, at + 4);
    const moment = write(Number(seconds) * 1_000);
    if (!isIn(period, moment)) continue;
    const note = await readNote(repository, NOTES, id);
    commits.push({ id, at: moment, author, subject, ...(note === undefined ? {} : { note }) });
  }
  return commits.reverse();
}
