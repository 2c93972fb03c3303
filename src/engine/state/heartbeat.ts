import { utimes } from "node:fs/promises";

/** Between two signs of life of a lock. */
export const HEARTBEAT_SECONDS = 10;

/**
 * Touches a lock's file again and again, for others to see that its owner lives. Its text stays as it is: nobody ever
 * reads half of it, and one that was taken away is not made again. Keeps no process alive.
 *
 * @param onLost told once when somebody took the lock away
 */
export function startHeartbeat(
  path: string,
  onLost: (() => void) | undefined,
  everySeconds = HEARTBEAT_SECONDS,
): { stop(): void } {
  const beat = async () => {
    const now = new Date();
    try {
      await utimes(path, now, now);
    } catch (error) {
      // A disk that fails for a moment is told by what is written to it.
      if ((error as NodeJS.ErrnoException).code !== "ENOENT" || stopped) return;
      stop();
      onLost?.();
    }
  };
  let stopped = false;
  const timer = setInterval(beat, everySeconds * 1000);
  timer.unref();
  const stop = () => {
    stopped = true;
    clearInterval(timer);
  };
  return { stop };
}
