import { isNoObject } from "../git/commits";
import type { PushedRef } from "./pushed-refs";
import { enqueue, type QueueEntry } from "./queue";
import { MAIN_REF, serverPaths } from "./server-folder";

/** Puts a push to main into the queue; undefined when main was not pushed. When it returns, the entry is on disk. */
export function enqueuePushed(
  repository: string,
  pushed: readonly PushedRef[],
  { now, by }: { now: Date; by: string },
): QueueEntry | undefined {
  const main = pushed.find(({ ref, after }) => ref === MAIN_REF && !isNoObject(after));
  if (main === undefined) return undefined;
  const entry = { before: main.before, commit: main.after, at: now.toISOString(), by };
  return enqueue(serverPaths(repository).queue, entry);
}
