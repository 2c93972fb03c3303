import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Clock, GroupCommit, type GroupCommitOptions } from "../../../src/remote/group-commit";

/** Time that moves only when told. */
class FakeClock implements Clock {
  private time = 0;
  private timers: { at: number; call: () => void }[] = [];

  now(): number {
    return this.time;
  }

  after(milliseconds: number, call: () => void): () => void {
    const timer = { at: this.time + milliseconds, call };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((other) => other !== timer);
    };
  }

  /** Moves on in steps of a millisecond; promises settle between them. */
  async pass(milliseconds: number): Promise<void> {
    for (let step = 0; step < milliseconds; step++) {
      this.time += 1;
      const due = this.timers.filter((timer) => timer.at <= this.time);
      this.timers = this.timers.filter((timer) => timer.at > this.time);
      for (const { call } of due) call();
      await settle();
    }
  }
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 8; turn++) await Promise.resolve();
}

function setUp(options: Partial<GroupCommitOptions<number, string>> = {}) {
  const clock = new FakeClock();
  const batches: number[][] = [];
  const group = new GroupCommit<number, string>({
    clock,
    ...options,
    commit: (operations) => {
      batches.push(operations);
      return (
        options.commit?.(operations) ?? Promise.resolve(operations.map((operation) => `done ${operation}`))
      );
    },
  });
  return { clock, batches, group };
}

/** A server that refuses every transaction with one of `bad` in it. */
function refusing(bad: Set<number>) {
  return async (operations: number[]) => {
    const found = operations.filter((operation) => bad.has(operation));
    if (found.length > 0) throw new Error(`bad ${found.join(" ")}`);
    return operations.map((operation) => `done ${operation}`);
  };
}

describe("windows", () => {
  test("a transaction starts when the stream was quiet for 50 ms", async () => {
    const { clock, batches, group } = setUp();
    const first = group.submit(1);
    await clock.pass(10);
    const second = group.submit(2);
    await clock.pass(49);
    expect(batches).toEqual([]);
    await clock.pass(1);
    expect(batches).toEqual([[1, 2]]);
    expect(await Promise.all([first, second])).toEqual(["done 1", "done 2"]);
  });

  test("on a slow machine it waits three times the longest pause", async () => {
    const { clock, batches, group } = setUp();
    void group.submit(1);
    await clock.pass(40);
    void group.submit(2);
    await clock.pass(119);
    expect(batches).toEqual([]);
    await clock.pass(1);
    expect(batches).toEqual([[1, 2]]);
  });

  test("it waits on while more is expected, but not beyond 2 s", async () => {
    let more = true;
    const { clock, batches, group } = setUp({ expectMore: () => more });
    void group.submit(1);
    await clock.pass(1000);
    expect(batches).toEqual([]);
    more = false;
    await clock.pass(50);
    expect(batches).toEqual([[1]]);
    more = true;
    void group.submit(2);
    await clock.pass(2000);
    expect(batches).toEqual([[1], [2]]);
  });

  test("an endless stream is cut 2 s after its first operation", async () => {
    const { clock, batches, group } = setUp();
    for (let operation = 0; operation < 250; operation++) {
      void group.submit(operation);
      await clock.pass(10);
    }
    expect(batches).toHaveLength(1);
    expect(batches[0]).toHaveLength(200);
  });

  test("what comes while a transaction runs is the next one", async () => {
    let finish: (results: string[]) => void = () => undefined;
    const running = new Promise<string[]>((resolve) => {
      finish = resolve;
    });
    const { clock, batches, group } = setUp({
      commit: (operations) => (operations[0] === 1 ? running : Promise.resolve(["ok", "ok"])),
    });
    void group.submit(1);
    await clock.pass(50);
    void group.submit(2);
    void group.submit(3);
    await clock.pass(500);
    expect(batches).toEqual([[1]]);
    finish(["done 1"]);
    await clock.pass(51);
    expect(batches).toEqual([[1], [2, 3]]);
  });

  test("operations of the same key keep their order in transactions of their own", async () => {
    const { clock, batches, group } = setUp({ key: (operation) => String(operation % 10) });
    void Promise.all([1, 2, 11, 21].map((operation) => group.submit(operation)));
    await clock.pass(200);
    expect(batches).toEqual([[1, 2], [11], [21]]);
  });

  test("idle waits for what runs and for what waits", async () => {
    const { clock, group } = setUp();
    await group.idle();
    void group.submit(1);
    let idle = false;
    void group.idle().then(() => {
      idle = true;
    });
    await clock.pass(49);
    expect(idle).toBe(false);
    await clock.pass(2);
    expect(idle).toBe(true);
  });
});

describe("a rejected transaction", () => {
  test("is halved until the guilty stands alone; the others go through", async () => {
    const { clock, batches, group } = setUp({
      commit: refusing(new Set([6])),
      verdict: () => ({ guilty: new Map(), suspects: [] }),
    });
    const results = Promise.allSettled([1, 2, 3, 4, 5, 6, 7, 8].map((operation) => group.submit(operation)));
    await clock.pass(51);
    const settled = await results;
    expect(settled.map((result) => result.status === "fulfilled")).toEqual([
      true,
      true,
      true,
      true,
      true,
      false,
      true,
      true,
    ]);
    expect(settled[5]).toMatchObject({ reason: new Error("bad 6") });
    expect(batches).toEqual([[1, 2, 3, 4, 5, 6, 7, 8], [1, 2, 3, 4], [5, 6, 7, 8], [5, 6], [5], [6], [7, 8]]);
  });

  test("is tried without the suspects first, then with each of them alone", async () => {
    const { clock, batches, group } = setUp({
      commit: refusing(new Set([2])),
      verdict: () => ({ guilty: new Map(), suspects: [2, 3] }),
    });
    const results = Promise.allSettled([1, 2, 3, 4].map((operation) => group.submit(operation)));
    await clock.pass(51);
    expect((await results).map((result) => result.status)).toEqual([
      "fulfilled",
      "rejected",
      "fulfilled",
      "fulfilled",
    ]);
    expect(batches).toEqual([[1, 2, 3, 4], [1, 4], [2], [3]]);
  });

  test("is not tried again with whom the server proved guilty", async () => {
    const own = new Error("line 3");
    const { clock, batches, group } = setUp({
      commit: refusing(new Set([2])),
      verdict: () => ({ guilty: new Map([[2, own]]), suspects: [] }),
    });
    const results = Promise.allSettled([1, 2, 3].map((operation) => group.submit(operation)));
    await clock.pass(51);
    expect((await results)[1]).toMatchObject({ reason: own });
    expect(batches).toEqual([
      [1, 2, 3],
      [1, 3],
    ]);
  });

  test("is not split when the connection failed", async () => {
    const { clock, batches, group } = setUp({
      commit: () => Promise.reject(new Error("cut")),
      verdict: () => undefined,
    });
    const results = Promise.allSettled([1, 2, 3].map((operation) => group.submit(operation)));
    await clock.pass(51);
    expect((await results).map((result) => result.status)).toEqual(["rejected", "rejected", "rejected"]);
    expect(batches).toEqual([[1, 2, 3]]);
  });

  test("whoever is guilty and whatever is suspected: exactly the guilty are rejected, everybody once", async () => {
    const subset = fc.uniqueArray(fc.integer({ min: 0, max: 15 }));
    await fc.assert(
      fc.asyncProperty(subset, subset, fc.boolean(), async (bad, suspects, proven) => {
        const { clock, group } = setUp({
          commit: refusing(new Set(bad)),
          verdict: (error, operations) => ({
            guilty: new Map(
              proven
                ? operations
                    .filter((o) => bad.includes(o))
                    .slice(0, 1)
                    .map((o) => [o, error as Error])
                : [],
            ),
            suspects: operations.filter((operation) => suspects.includes(operation)),
          }),
        });
        const all = Array.from({ length: 16 }, (_, operation) => operation);
        const results = Promise.allSettled(all.map((operation) => group.submit(operation)));
        await clock.pass(60);
        for (let turn = 0; turn < 200; turn++) await settle();
        const rejected = (await results).flatMap((result, index) =>
          result.status === "rejected" ? [index] : [],
        );
        expect(rejected).toEqual([...bad].sort((a, b) => a - b));
      }),
      { numRuns: 100 },
    );
  });
});
