/** Waiting, as the group commit needs it; tests give a clock of their own. */
export interface Clock {
  now(): number;
  /** Calls back once after `milliseconds`; the result cancels. */
  after(milliseconds: number, call: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (milliseconds, call) => {
    const timer = setTimeout(call, milliseconds);
    return () => clearTimeout(timer);
  },
};

export interface Windows {
  /**
   * A transaction starts when no operation came for so many milliseconds (more where the machine is slow: three
   * times the longest pause seen, but at most ten times this) …
   */
  quietMs: number;
  /** … or so many after its first operation. */
  longestMs: number;
  /** One reading of a server serves so long, from when it was asked for. */
  servesMs: number;
}

export const DEFAULT_WINDOWS: Windows = { quietMs: 50, longestMs: 2000, servesMs: 3000 };

/** What a rejected transaction says about its operations. */
export interface Verdict<Op> {
  /** Certainly to blame, with the error of each: rejected without another try. */
  guilty: Map<Op, Error>;
  /** Perhaps to blame: tried one by one, after the others. Without any, the transaction is halved. */
  suspects: Op[];
}

export interface GroupCommitOptions<Op, Result> {
  /** Carries out all operations as one transaction; results in their order. All or nothing. */
  commit(operations: Op[]): Promise<Result[]>;
  /** `undefined`: another try with fewer operations would not help (a lost connection, a lock), so all are rejected. */
  verdict?(error: unknown, operations: Op[]): Verdict<Op> | undefined;
  /** Operations with the same key never share a transaction and keep their order. */
  key?(operation: Op): string;
  /** Operations are on their way that wait for something else (records follow their sites): waiting on pays. */
  expectMore?(): boolean;
  windows?: Partial<Windows>;
  clock?: Clock;
}

interface Entry<Op, Result> {
  operation: Op;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/**
 * Joins operations that come within a short while of each other into one transaction, and splits a rejected one until
 * the guilty operation stands alone: the others go through. One transaction runs at a time.
 */
export class GroupCommit<Op, Result> {
  private queue: Entry<Op, Result>[] = [];
  private firstAt = 0;
  private lastAt = 0;
  private longestPauseMs = 0;
  private cancelTimer: (() => void) | undefined;
  private running = false;
  private readonly windows: Windows;
  private readonly clock: Clock;
  private idleCalls: (() => void)[] = [];

  constructor(private readonly options: GroupCommitOptions<Op, Result>) {
    this.windows = { ...DEFAULT_WINDOWS, ...options.windows };
    this.clock = options.clock ?? systemClock;
  }

  /** Resolves after the transaction that holds the operation; rejects with the operation's own error. */
  submit(operation: Op): Promise<Result> {
    return new Promise((resolve, reject) => {
      const now = this.clock.now();
      if (this.queue.length === 0) this.firstAt = now;
      else this.longestPauseMs = Math.max(this.longestPauseMs, now - this.lastAt);
      this.lastAt = now;
      this.queue.push({ operation, resolve, reject });
      this.wait();
    });
  }

  /** Something waits or runs. */
  get busy(): boolean {
    return this.running || this.queue.length > 0;
  }

  /** Resolves when nothing waits or runs. */
  idle(): Promise<void> {
    if (!this.busy) return Promise.resolve();
    return new Promise((resolve) => this.idleCalls.push(resolve));
  }

  private wait(): void {
    this.cancelTimer?.();
    this.cancelTimer = undefined;
    if (this.running || this.queue.length === 0) return;
    const { quietMs, longestMs } = this.windows;
    const quiet = Math.max(quietMs, Math.min(3 * this.longestPauseMs, 10 * quietMs));
    const now = this.clock.now();
    const end = this.firstAt + longestMs;
    const due = Math.max(now, Math.min(now + quiet, end));
    this.cancelTimer = this.clock.after(due - now, () => {
      const at = this.clock.now();
      const stalled = at - due > quietMs; // this process was not served: operations may lie unread in its sockets
      if (at < end && (stalled || this.options.expectMore?.())) this.wait();
      else void this.run();
    });
  }

  private async run(): Promise<void> {
    this.cancelTimer = undefined;
    this.running = true;
    await this.carryOut(this.takeBatch());
    this.running = false;
    this.firstAt = this.clock.now();
    if (this.queue.length > 0) this.wait();
    else for (const call of this.idleCalls.splice(0)) call();
  }

  private takeBatch(): Entry<Op, Result>[] {
    const keys = new Set<string>();
    const batch: Entry<Op, Result>[] = [];
    const later: Entry<Op, Result>[] = [];
    for (const entry of this.queue) {
      const key = this.options.key?.(entry.operation);
      if (key !== undefined && keys.has(key)) later.push(entry);
      else batch.push(entry);
      if (key !== undefined) keys.add(key);
    }
    this.queue = later;
    return batch;
  }

  private async carryOut(entries: Entry<Op, Result>[]): Promise<void> {
    if (entries.length === 0) return;
    const operations = entries.map((entry) => entry.operation);
    try {
      const results = await this.options.commit(operations);
      entries.forEach((entry, index) => {
        entry.resolve(results[index] as Result);
      });
    } catch (error) {
      await this.split(entries, error);
    }
  }

  private async split(entries: Entry<Op, Result>[], error: unknown): Promise<void> {
    const verdict = this.options.verdict?.(
      error,
      entries.map((entry) => entry.operation),
    );
    const rest = entries.filter((entry) => !verdict?.guilty.has(entry.operation));
    for (const entry of entries) {
      const own = verdict?.guilty.get(entry.operation);
      if (own) entry.reject(own);
    }
    if (!verdict || (rest.length === 1 && entries.length === 1)) {
      for (const entry of rest) entry.reject(error);
      return;
    }
    for (const part of parts(rest, verdict, entries.length)) await this.carryOut(part);
  }
}

/** The innocent together first, so that they go live soonest; then each suspect alone; or else halves. */
function parts<Op, Result>(
  rest: Entry<Op, Result>[],
  { suspects }: Verdict<Op>,
  tried: number,
): Entry<Op, Result>[][] {
  const suspected = new Set(suspects);
  const innocent = rest.filter((entry) => !suspected.has(entry.operation));
  const accused = rest.filter((entry) => suspected.has(entry.operation));
  if (accused.length > 0 && rest.length > 1) return [innocent, ...accused.map((entry) => [entry])];
  if (rest.length < tried) return [rest];
  const middle = Math.ceil(rest.length / 2);
  return [rest.slice(0, middle), rest.slice(middle)];
}
