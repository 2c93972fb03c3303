import { describe, expect, it } from "vitest";
import { Snapshot } from "../../../src/remote/snapshot";

function aServer() {
  let now = 0;
  let readings = 0;
  const clock = { now: () => now, after: () => () => undefined };
  const snapshot = new Snapshot<number>({ clock, windows: { servesMs: 1000 } });
  const read = async () => ++readings;
  return { snapshot, read, pass: (milliseconds: number) => (now += milliseconds) };
}

describe("one reading of a server", () => {
  it("serves for its while, counted from when it was asked for", async () => {
    const { snapshot, read, pass } = aServer();
    expect(snapshot.seen()).toBeUndefined();
    await snapshot.take(async () => {
      pass(400);
      return read();
    });
    pass(599);
    expect(snapshot.seen()).toBe(1);
    pass(1);
    expect(snapshot.seen()).toBeUndefined();
  });

  it("is forgotten with a change, and so is what was read while one went on", async () => {
    const { snapshot, read } = aServer();
    await snapshot.take(read);
    await snapshot.forgetWhile(async () => {
      expect(snapshot.seen()).toBeUndefined();
      await snapshot.take(read);
    });
    expect(snapshot.seen()).toBeUndefined();
  });

  it("that a change overtakes is not kept, also when the change fails", async () => {
    const { snapshot, read } = aServer();
    await snapshot.take(async () => {
      await snapshot.forgetWhile(() => Promise.reject(new Error("terputus"))).catch(() => undefined);
      return read();
    });
    expect(snapshot.seen()).toBeUndefined();
  });

  it("grows older, not younger, by what is added to it", async () => {
    const { snapshot, read, pass } = aServer();
    await snapshot.take(read);
    pass(900);
    await snapshot.take(async (seen) => (seen ?? 0) + 10);
    expect(snapshot.seen()).toBe(11);
    pass(100);
    expect(snapshot.seen()).toBeUndefined();
  });
});
