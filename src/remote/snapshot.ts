import { type Clock, DEFAULT_WINDOWS, systemClock, type Windows } from "./group-commit";

/**
 * What a server held a moment ago. An engine that works on eight resources at a time would otherwise have a server of a
 * thousand sites read a hundred times. Whatever this process changes makes it forget; what somebody changes by hand
 * within the moment is seen by the next run, as it would be a moment after any reading.
 */
export class Snapshot<Held> {
  private latest: { held: Held; until: number } | undefined;
  private changes = 0;

  private readonly clock: Clock;
  private readonly servesMs: number;

  constructor({ clock = systemClock, windows }: { clock?: Clock; windows?: Partial<Windows> } = {}) {
    this.clock = clock;
    this.servesMs = windows?.servesMs ?? DEFAULT_WINDOWS.servesMs;
  }

  /** Undefined when it is too old, or something was changed since. */
  seen(): Held | undefined {
    return this.latest && this.clock.now() < this.latest.until ? this.latest.held : undefined;
  }

  /**
   * Reads, and keeps it unless something is changed meanwhile.
   * @param read gets what still serves; what it adds to that is as old as that
   */
  async take(read: (seen: Held | undefined) => Promise<Held>): Promise<Held> {
    const seen = this.seen();
    const until = seen && this.latest ? this.latest.until : this.clock.now() + this.servesMs;
    const before = this.changes;
    const held = await read(seen);
    if (before === this.changes) this.latest = { held, until };
    return held;
  }

  /** Forgets before a change, and whatever is read while it goes on. */
  async forgetWhile<T>(change: () => Promise<T>): Promise<T> {
    this.forget();
    try {
      return await change();
    } finally {
      this.forget();
    }
  }

  private forget(): void {
    this.changes += 1;
    this.latest = undefined;
  }
}
