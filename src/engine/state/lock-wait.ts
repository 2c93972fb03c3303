import { setTimeout as pause } from "node:timers/promises";
import { EngineError } from "../engine-error";
import type { HeldLock } from "./lock-files";

export interface LockWait {
  /** How long at most. */
  milliseconds: number;
  /** Told before each further try who holds the stack, and how long is waited yet. */
  onWait?: (locks: HeldLock[], leftMilliseconds: number) => void;
}

/** Between two tries; not always the same, so that two who wait do not meet again and again. */
const SHORTEST_MS = 300;
const LONGEST_MS = 900;

/** @param left milliseconds until the waiting ends anyway; throws `cancelled` when the signal comes first */
export async function pauseBeforeTry(left: number, signal: AbortSignal | undefined): Promise<void> {
  const wanted = SHORTEST_MS + Math.random() * (LONGEST_MS - SHORTEST_MS);
  try {
    await pause(Math.max(1, Math.min(wanted, left)), undefined, { signal });
  } catch {
    throw new EngineError("cancelled", "cancelled while waiting for the stack");
  }
}

/**
 * Waits until nobody holds the stack, without taking it: for an engine that takes it itself.
 * @returns the locks that are there when the time is over, or whose owners are certainly dead; empty when it is free
 */
export async function waitUntilFree(
  locks: () => Promise<HeldLock[]>,
  { milliseconds, onWait }: LockWait,
  signal?: AbortSignal,
): Promise<HeldLock[]> {
  const until = performance.now() + milliseconds;
  for (;;) {
    const held = await locks();
    const left = until - performance.now();
    if (held.length === 0 || left <= 0 || held.every(({ dead }) => dead)) return held;
    onWait?.(held, left);
    await pauseBeforeTry(left, signal);
  }
}
