import type { Identity } from "../git/write-commit";
import { readNote, writeNote } from "../git/write-commit";
import { isRecord } from "../schema/shape/record";
import type { ApplyResult, QueueEntry } from "./queue";
import { NOTES } from "./server-folder";

/** What the note on an applied commit says, in the order in which it is written. */
export interface ApplyNote {
  kind: "apply";
  commit: string;
  before: string;
  ok: boolean;
  exit_code: number;
  queued_at: string;
  started_at: string;
  ended_at: string;
  /** Account that pushed, as the server knows it. */
  pushed_by: string;
  /** Position that applied. */
  applied_by: string;
  plan: ApplyResult["plan"];
  /** SHA-256 by path. */
  evidence: Record<string, string>;
  outputs: string | null;
  /** Commit that holds what the machine recorded. */
  recorded: string | null;
  log: string;
}

/** Writes what came of a commit beside it, in refs/notes/titip. Writing it again leaves one note. @throws GitError */
export async function writeResultNote(
  repository: string,
  {
    entry,
    result,
    by,
    recorded,
  }: { entry: QueueEntry; result: ApplyResult; by: Identity; recorded?: string },
): Promise<void> {
  const note: ApplyNote = {
    kind: "apply",
    commit: entry.commit,
    before: entry.before,
    ok: result.ok,
    exit_code: result.exitCode,
    queued_at: entry.at,
    started_at: result.startedAt,
    ended_at: result.endedAt,
    pushed_by: entry.by,
    applied_by: by.name,
    plan: result.plan,
    evidence: result.evidence,
    outputs: result.outputs,
    recorded: recorded ?? null,
    log: result.log,
  };
  const at = new Date(result.endedAt);
  const text = `${JSON.stringify(note, null, 2)}\n`;
  await writeNote(repository, { ref: NOTES, commit: entry.commit, text, by, at });
}

/** What stands beside a commit; undefined where nothing does, or nothing of ours. */
export async function noteOf(
  repository: string,
  commit: string,
): Promise<Record<string, unknown> | undefined> {
  const text = await readNote(repository, NOTES, commit);
  try {
    const note: unknown = JSON.parse(text ?? "null");
    return isRecord(note) ? note : undefined;
  } catch {
    return undefined;
  }
}
