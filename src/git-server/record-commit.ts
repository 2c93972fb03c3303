import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commitOf, updateRef } from "../git/commits";
import { readFileAt } from "../git/objects";
import { GitError, runGit } from "../git/run-git";
import { type Identity, writeCommit, writeNote } from "../git/write-commit";
import type { QueueEntry, RecordedFile } from "./queue";
import { MAIN_REF, NOTES } from "./server-folder";
import { withTreeFolders } from "./tree-folders";

/** A push may come between looking and moving main; more than this is no coincidence. */
const TRIES = 20;

export interface RecordWish {
  repository: string;
  entry: Pick<QueueEntry, "id" | "commit">;
  /** Of the commit; its files are listed without it. */
  message?: string;
  files: readonly RecordedFile[];
  by: Identity;
  at: Date;
  /** Whether a site passes its check. */
  isSound(folder: string): boolean;
}

/**
 * Puts what the machine has recorded onto the tip of main. What main has changed meanwhile is merged; where that cannot
 * be done main's own text stays, and the next run records again.
 *
 * @returns the new commit; undefined when there was nothing to add
 * @throws GitError when main moves all the time
 */
export async function commitRecords(wish: RecordWish): Promise<string | undefined> {
  const { repository, entry } = wish;
  for (let count = 0; count < TRIES; count += 1) {
    const tip = await commitOf(repository, MAIN_REF);
    const commit = await recordsOn(wish, tip);
    if (commit === undefined) return undefined;
    // Before main moves: whoever sees the commit must be able to see whose it is.
    await noteOwn(wish, commit);
    if (await updateRef(repository, MAIN_REF, { to: commit, from: tip })) return commit;
  }
  throw new GitError("update-ref", 1, `${MAIN_REF} moves all the time; ${entry.id} is kept`);
}

/** A commit on `tip` with what was recorded; undefined when it adds nothing, or main would not be sound with it. */
export async function recordsOn(wish: RecordWish, tip: string): Promise<string | undefined> {
  const { repository, entry, by, at } = wish;
  const files = new Map<string, string>();
  for (const file of wish.files) {
    const text = await merged(repository, { file, base: entry.commit, tip });
    if (text !== undefined) files.set(file.path, text);
  }
  if (files.size === 0) return undefined;
  const message = wish.message ?? messageOf(entry, files);
  const commit = await writeCommit(repository, tip, { files, message, by, at });
  if (commit === tip) return undefined;
  const isSound = await withTreeFolders(repository, async (folders) =>
    wish.isSound(await folders.of(commit)),
  );
  return isSound ? commit : undefined;
}

function messageOf({ commit }: RecordWish["entry"], files: ReadonlyMap<string, string>): string {
  const names = [...files.keys()].sort().map((path) => `- ${path}`);
  return [`titip: catat hasil penerapan ${commit.slice(0, 12)}`, "", ...names, ""].join("\n");
}

/** The file's text on main's tip with the machine's change in it; undefined where it cannot be put there. */
async function merged(
  repository: string,
  { file, base, tip }: { file: RecordedFile; base: string; tip: string },
): Promise<string | undefined> {
  const present = (await readFileAt(repository, tip, file.path))?.toString("utf8");
  if (present === file.text) return undefined;
  const before = (await readFileAt(repository, base, file.path))?.toString("utf8");
  if (present === before) return file.text;
  // A request that is gone from main, or a record that another run has written under the same name.
  if (present === undefined || before === undefined) return undefined;
  return mergeTexts(repository, [present, before, file.text]);
}

/** Three-way merge; undefined on a conflict. */
async function mergeTexts(repository: string, texts: [string, string, string]): Promise<string | undefined> {
  const folder = mkdtempSync(join(tmpdir(), "titip-merge-"));
  try {
    const files = texts.map((text, index) => {
      const file = join(folder, String(index));
      writeFileSync(file, text, { mode: 0o600 });
      return file;
    });
    const { exitCode, stdout } = await runGit(repository, ["merge-file", "-p", "--", ...files]);
    return exitCode === 0 ? stdout.toString("utf8") : undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function noteOwn({ repository, entry, by, at }: RecordWish, commit: string): Promise<void> {
  const text = `${JSON.stringify({ kind: "record", of: entry.commit }, null, 2)}\n`;
  await writeNote(repository, { ref: NOTES, commit, text, by, at });
}
