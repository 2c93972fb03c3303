import type { HeldLock, LockWait } from "../../engine";
import type { Text } from "../../text";
import type { Context } from "../context";
import { describeLock } from "./stack-lock";

/** Between plain lines, where standard error is a log. */
const LINE_MS = 60_000;

/**
 * Who is waited for, since when, and how long yet, on standard error: one line that is redrawn on a terminal, elsewhere
 * a plain line when the holder changes and every minute.
 */
export class LockProgress {
  private lastLine = Number.NEGATIVE_INFINITY;
  private lastPath = "";
  private drawn = false;

  constructor(
    private readonly context: Context,
    private readonly stack: string,
  ) {}

  /** @param milliseconds how long is waited at most; undefined: not at all */
  wait(milliseconds: number | undefined): LockWait | undefined {
    if (milliseconds === undefined) return undefined;
    return { milliseconds, onWait: (locks, left) => this.show(locks, left) };
  }

  /** Wipes the redrawn line. Safe to repeat. */
  end(): void {
    if (this.drawn) process.stderr.write("\r\u001b[K");
    this.drawn = false;
  }

  private show(locks: readonly HeldLock[], left: number): void {
    const [first] = locks;
    if (first === undefined) return;
    const line = this.context.say(waitingFor(this.stack, first, locks.length - 1, left));
    if (this.context.progress) {
      process.stderr.write(`\r\u001b[K${line}`);
      this.drawn = true;
      return;
    }
    const now = performance.now();
    if (first.path === this.lastPath && now - this.lastLine < LINE_MS) return;
    this.context.note(line);
    [this.lastLine, this.lastPath] = [now, first.path];
  }
}

function waitingFor(stack: string, lock: HeldLock, others: number, left: number): Text {
  const owner = describeLock(lock);
  const more = others > 0 ? ` (+${others})` : "";
  const time = timeLeft(left);
  return {
    id: `Menunggu stack '${stack}', paling lama ${time} lagi: ${owner.id}${more}`,
    en: `Waiting for stack '${stack}', ${time} yet at most: ${owner.en}${more}`,
  };
}

/** `14:05`, minutes and seconds; `2:00:00` with hours. */
function timeLeft(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  const two = (value: number) => String(value % 60).padStart(2, "0");
  const [minutes, hours] = [Math.floor(seconds / 60), Math.floor(seconds / 3600)];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
}
