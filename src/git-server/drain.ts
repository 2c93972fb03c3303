import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { findCommit, isAncestor, updateRef } from "../git/commits";
import type { Identity } from "../git/write-commit";
import { type ApplyPort, applyEntry } from "./apply-entry";
import { withDrainLock } from "./drain-lock";
import { writeDurably } from "./durable-file";
import { enqueue, listQueue, type QueueEntry, removeEntry, saveEntry } from "./queue";
import { commitRecords } from "./record-commit";
import { noteOf, writeResultNote } from "./result-note";
import { APPLIED_REF, MAIN_REF, serverPaths, TRIED_REF } from "./server-folder";

/** Who commits what the machine recorded: the position with the role `pipeline`, no person. */
export const MACHINE: Identity = { name: "titip", email: "titip@localhost" };

export interface DrainOutcome {
  /** Another run holds the lock: what waits is its to do. */
  busy: boolean;
  applied: number;
  failed: number;
}

/**
 * Applies everything that waits, the oldest first, one run at a time for the whole repository. May be ended at any
 * point and started again: what was done is not done again, what was not is.
 */
export async function drain(repository: string, port: ApplyPort): Promise<DrainOutcome> {
  const { lock, queue, own } = serverPaths(repository);
  mkdirSync(own, { recursive: true, mode: 0o700 });
  mkdirSync(queue, { recursive: true, mode: 0o700 });
  const outcome: DrainOutcome = { busy: false, applied: 0, failed: 0 };
  for (let isFirst = true; isFirst || listQueue(queue).length > 0; isFirst = false) {
    const held = await withDrainLock(lock, async () => {
      if (isFirst) await queueTip(repository, port);
      await drainLocked(repository, port, outcome);
    });
    // Looked at again after the lock is gone: an entry that came when it was about to go has nobody else.
    if (held === undefined) return { ...outcome, busy: true };
  }
  return outcome;
}

async function drainLocked(repository: string, port: ApplyPort, outcome: DrainOutcome): Promise<void> {
  const { queue } = serverPaths(repository);
  for (let [entry] = listQueue(queue); entry; [entry] = listQueue(queue)) {
    const ok = await serve(repository, entry, port);
    if (ok !== undefined) outcome[ok ? "applied" : "failed"] += 1;
  }
}

/** One entry through all of its stages. @returns undefined for one that a later commit has overtaken */
async function serve(repository: string, entry: QueueEntry, port: ApplyPort): Promise<boolean | undefined> {
  const { queue } = serverPaths(repository);
  if (entry.result === undefined && (await isOvertaken(repository, entry))) {
    removeEntry(queue, entry);
    return undefined;
  }
  port.reached?.("chosen");
  const done = entry.result ? entry : await run(repository, entry, port);
  port.reached?.("saved");
  await finish(repository, done, port);
  return done.result?.ok ?? false;
}

async function run(repository: string, entry: QueueEntry, port: ApplyPort): Promise<QueueEntry> {
  const name = entry.commit.slice(0, 12);
  port.say({ id: `Menerapkan ${name} …`, en: `Applying ${name} …` });
  await moveRef(repository, TRIED_REF, entry.commit);
  port.reached?.("tried");
  const result = await applyEntry(repository, entry, port);
  port.reached?.("applied");
  const done = { ...entry, result };
  saveEntry(serverPaths(repository).queue, done);
  return done;
}

/** Everything after the run, each of which may be done twice with the same outcome. */
async function finish(repository: string, entry: QueueEntry, port: ApplyPort): Promise<void> {
  const { queue, results } = serverPaths(repository);
  const { result } = entry;
  if (result === undefined) return;
  await writeResultNote(repository, { entry, result, by: MACHINE });
  port.reached?.("noted");
  const isSound = (folder: string) => port.check(folder).isSound;
  const wish = { repository, entry, files: result.files, by: MACHINE, at: new Date(result.endedAt), isSound };
  const recorded = (await commitRecords(wish)) ?? (await recordOf(repository, entry));
  port.reached?.("recorded");
  if (recorded !== undefined) {
    await writeResultNote(repository, { entry, result, by: MACHINE, recorded });
    port.say({
      id: `Dicatat di main: ${recorded.slice(0, 12)} (git pull untuk mengambilnya)`,
      en: `Recorded on main: ${recorded.slice(0, 12)} (git pull brings it)`,
    });
  }
  if (result.ok) await moveRef(repository, APPLIED_REF, entry.commit);
  port.reached?.("marked");
  mkdirSync(results, { recursive: true, mode: 0o700 });
  writeDurably(join(results, `${entry.id}.json`), `${JSON.stringify({ ...entry, recorded })}\n`);
  removeEntry(queue, entry);
  forget(serverPaths(repository));
  tell(entry, port);
}

/** The machine's commit for this entry on main's tip: made by a run that was ended right after it. */
async function recordOf(repository: string, { commit }: QueueEntry): Promise<string | undefined> {
  const tip = await findCommit(repository, MAIN_REF);
  if (tip === undefined) return undefined;
  const note = await noteOf(repository, tip);
  return note?.kind === "record" && note.of === commit ? tip : undefined;
}

/** Results and logs that are kept; what was said stands in the notes for good. */
const KEPT = 200;

function forget({ results, logs }: ReturnType<typeof serverPaths>): void {
  for (const folder of [results, logs]) {
    const names = existsSync(folder) ? readdirSync(folder).sort() : [];
    for (const name of names.slice(0, -KEPT)) rmSync(join(folder, name), { force: true });
  }
}

function tell({ commit, result }: QueueEntry, port: ApplyPort): void {
  const name = commit.slice(0, 12);
  port.say(
    result?.ok
      ? { id: `${name} diterapkan.`, en: `${name} is applied.` }
      : {
          id: `${name} GAGAL diterapkan; catatannya: git notes --ref=titip show ${name}. Diulang oleh 'titip git apply'.`,
          en: `${name} FAILED; see: git notes --ref=titip show ${name}. 'titip git apply' tries again.`,
        },
  );
}

/** Whether main has gone past an entry: a later commit holds its data, and going back would take away the later one's. */
async function isOvertaken(repository: string, { commit }: QueueEntry): Promise<boolean> {
  const [applied, tried] = [
    await findCommit(repository, APPLIED_REF),
    await findCommit(repository, TRIED_REF),
  ];
  if (applied !== undefined && (await isAncestor(repository, commit, applied))) return true;
  return tried !== undefined && tried !== commit && (await isAncestor(repository, commit, tried));
}

/**
 * Puts main's tip into the queue when nobody else has: its hook was killed before it could, or its last run failed.
 * What the machine itself has committed is nothing to apply.
 */
async function queueTip(repository: string, port: ApplyPort): Promise<void> {
  const { queue } = serverPaths(repository);
  const tip = await lastPushed(repository);
  if (tip === undefined) return;
  const applied = await findCommit(repository, APPLIED_REF);
  if (applied !== undefined && (await isAncestor(repository, tip, applied))) return;
  if (listQueue(queue).some(({ commit }) => commit === tip)) return;
  const before = applied ?? "0".repeat(tip.length);
  enqueue(queue, { before, commit: tip, at: port.now().toISOString(), by: "titip" });
}

/** main's newest commit that is not the machine's own. */
async function lastPushed(repository: string): Promise<string | undefined> {
  let commit = await findCommit(repository, MAIN_REF);
  while (commit !== undefined && (await noteOf(repository, commit))?.kind === "record")
    commit = await findCommit(repository, `${commit}^`);
  return commit;
}

async function moveRef(repository: string, ref: string, to: string): Promise<void> {
  const from = await findCommit(repository, ref);
  await updateRef(repository, ref, { to, from: from ?? "0".repeat(to.length) });
}
