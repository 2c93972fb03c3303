import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isObjectId } from "../git/commits";
import { isRecord } from "../schema/shape/record";
import { removeDurably, writeDurably } from "./durable-file";

/** A file that the run has written into its work folder, to be committed. */
export interface RecordedFile {
  path: string;
  text: string;
}

/** What came of applying a commit. */
export interface ApplyResult {
  ok: boolean;
  exitCode: number;
  /** RFC 3339. */
  startedAt: string;
  endedAt: string;
  plan: { digest: string; requests: Record<string, string> } | null;
  /** SHA-256 of the stack's outputs as canonical JSON; null where they could not be read. */
  outputs: string | null;
  /** SHA-256 of the files of evidence that came with this push, by path. */
  evidence: Record<string, string>;
  /** The end of what the run said. */
  log: string;
  files: RecordedFile[];
}

/** A push to main that waits to be applied. */
export interface QueueEntry {
  /** Name of its file; later ones sort after earlier ones. */
  id: string;
  /** main before and after the push; `before` is all zeros for the first. */
  before: string;
  commit: string;
  /** RFC 3339, by the server's clock. */
  at: string;
  /** Account that pushed, as the server knows it. */
  by: string;
  /** There from the moment that the run has ended: then it is never run again. */
  result?: ApplyResult;
}

/** Puts a push into the queue; when this returns it is on disk. */
export function enqueue(folder: string, entry: Omit<QueueEntry, "id">): QueueEntry {
  const id = `${entry.at.replace(/[^0-9]/g, "").padEnd(17, "0")}-${entry.commit.slice(0, 12)}`;
  const queued = { ...entry, id };
  saveEntry(folder, queued);
  return queued;
}

/** Writes an entry in the place of what the queue has of it. */
export function saveEntry(folder: string, entry: QueueEntry): void {
  writeDurably(join(folder, `${entry.id}.json`), `${JSON.stringify(entry)}\n`);
}

export function removeEntry(folder: string, { id }: Pick<QueueEntry, "id">): void {
  removeDurably(join(folder, `${id}.json`));
}

/** What waits, the oldest first. A file that is none of ours is passed over: it must not stop the others. */
export function listQueue(folder: string): QueueEntry[] {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names
    .filter((name) => name.endsWith(".json"))
    .sort()
    .flatMap((name) => readEntry(join(folder, name)) ?? []);
}

function readEntry(file: string): QueueEntry | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(file, "utf8"));
    return isEntry(value) ? value : undefined;
  } catch {
    return undefined; // taken away meanwhile, or not ours
  }
}

function isEntry(value: unknown): value is QueueEntry {
  if (!isRecord(value)) return false;
  const { id, before, commit, at, by } = value;
  const texts = [id, before, commit, at, by].every((one) => typeof one === "string");
  return texts && isObjectId(String(commit)) && isObjectId(String(before));
}
