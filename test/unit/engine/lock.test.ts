import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { stat } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LockProgress } from "../../../src/cli/engine/lock-progress";
import { describeLock } from "../../../src/cli/engine/stack-lock";
import { waitForTurn } from "../../../src/cli/engine/wait-for-turn";
import { exportStack, up } from "../../../src/engine";
import { type StackFiles, stackFiles } from "../../../src/engine/state/file-backend";
import { startHeartbeat } from "../../../src/engine/state/heartbeat";
import { heldLocks, lockStack } from "../../../src/engine/state/lock";
import { isCertainlyDead, ownMark } from "../../../src/engine/state/process-mark";
import { recordedContext } from "../cli/support";
import { DepotStack } from "./depot-stack";

let root = "";
let files: StackFiles;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "titip-lock-"));
  files = stackFiles(root, "titip", "lab");
  mkdirSync(files.lockFolder, { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const ELSEWHERE = { pid: 4711, username: "siti", hostname: "kantor", timestamp: "2026-11-20T01:02:03Z" };

/** A lock of another machine, touched so many seconds ago. */
function foreign(owner: object, secondsAgo = 0): string {
  const path = join(files.lockFolder, "0b2a.json");
  writeFileSync(path, JSON.stringify({ ...ELSEWHERE, ...owner }));
  const then = new Date(Date.now() - secondsAgo * 1000);
  utimesSync(path, then, then);
  return path;
}

const names = () => readdirSync(files.lockFolder);
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe("a lock's file", () => {
  it("has what the stock CLI reads, and says how often it gives a sign of life", async () => {
    const lock = await lockStack(files);
    const [name = ""] = names();
    const owner = JSON.parse(readFileSync(join(files.lockFolder, name), "utf8")) as Record<string, unknown>;
    expect(owner).toMatchObject({ pid: process.pid, hostname: hostname(), heartbeatSeconds: 10 });
    expect(Object.keys(owner).slice(0, 4)).toEqual(["pid", "username", "hostname", "timestamp"]);
    await lock.release();
    expect(names()).toEqual([]);
  });

  it("is touched while it is held, its text unchanged, and nothing lies beside it", async () => {
    const path = foreign({}, 3600);
    const heartbeat = startHeartbeat(path, undefined, 0.02);
    await expect.poll(async () => Date.now() - (await stat(path)).mtimeMs).toBeLessThan(5_000);
    heartbeat.stop();
    expect(JSON.parse(readFileSync(path, "utf8"))).toEqual(ELSEWHERE);
    expect(names()).toEqual(["0b2a.json"]);
  });

  it("that somebody took away is not made again, and that is told once", async () => {
    const path = foreign({});
    let lost = 0;
    startHeartbeat(path, () => (lost += 1), 0.02);
    rmSync(path);
    await expect.poll(() => lost).toBe(1);
    await pause(100);
    expect([lost, names()]).toEqual([1, []]);
  });

  it("released by its owner is not lost", async () => {
    let lost = 0;
    const lock = await lockStack(files, { onLockLost: () => (lost += 1) });
    await lock.release();
    await pause(50);
    expect(lost).toBe(0);
  });
});

describe("another machine's lock", () => {
  it("whose signs of life have stopped is told as such, and never removed", async () => {
    foreign({ heartbeatSeconds: 10 }, 600);
    const [lock] = await heldLocks(files);
    expect(lock).toMatchObject({ dead: false, silent: true });
    if (!lock) throw new Error("no lock");
    expect(describeLock(lock).en).toMatch(
      /; no sign of life since \S+Z \(10 minutes\): look whether it still runs/,
    );
    await expect(lockStack(files, { onDeadLock: () => undefined })).rejects.toMatchObject({ code: "locked" });
    expect(names()).toEqual(["0b2a.json"]);
  });

  it("that gives signs of life, or never gave any, is only told who holds it", async () => {
    foreign({ heartbeatSeconds: 10 }, 30);
    expect(await heldLocks(files)).toMatchObject([{ silent: false }]);
    foreign({}, 86_400); // as the stock CLI writes it
    const [stock] = await heldLocks(files);
    expect(stock?.silent).toBeUndefined();
    if (stock) expect(describeLock(stock).en).not.toContain("sign of life");
  });

  it.each([["null"], ["{"], ['{"heartbeatSeconds": "10"}'], ['{"heartbeatSeconds": -1}']])(
    "%s",
    async (text) => {
      writeFileSync(foreign({}), text);
      expect((await heldLocks(files)).map(({ dead, silent }) => [dead, silent])).toEqual([
        [false, undefined],
      ]);
    },
  );
});

describe("a process that certainly runs no more", () => {
  const mark = ownMark();

  it.runIf(mark)("is one that the kernel does not know, or another of the same number", () => {
    if (!mark) return;
    expect(isCertainlyDead(process.pid, mark)).toBe(false);
    expect(isCertainlyDead(process.pid, { ...mark, startTime: "1" })).toBe(true);
    expect(isCertainlyDead(2 ** 22 - 1, mark)).toBe(true);
    expect(isCertainlyDead(2 ** 22 - 1, { ...mark, boot: "another" })).toBe(false);
  });
});

describe("waiting", () => {
  it("goes on as soon as the stack is free, telling meanwhile who has it", async () => {
    const path = foreign({ heartbeatSeconds: 10 });
    const seen: (string | undefined)[] = [];
    setTimeout(() => rmSync(path), 400);
    const wait = {
      milliseconds: 30_000,
      onWait: (locks: { owner?: { username: string } }[]) => seen.push(locks[0]?.owner?.username),
    };
    const lock = await lockStack(files, { wait });
    expect(seen).toContain("siti");
    expect(names()).toHaveLength(1);
    await lock.release();
  });

  it("ends with the present error after the time", async () => {
    foreign({});
    const started = performance.now();
    await expect(lockStack(files, { wait: { milliseconds: 500 } })).rejects.toMatchObject({ code: "locked" });
    expect(performance.now() - started).toBeGreaterThan(450);
  });

  it("can be cancelled", async () => {
    foreign({});
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 100);
    const waiting = lockStack(files, { wait: { milliseconds: 60_000 }, signal: stop.signal });
    await expect(waiting).rejects.toMatchObject({ code: "cancelled" });
  });

  it("of many at once each has its turn, alone", async () => {
    let inside = 0;
    let most = 0;
    const worker = async () => {
      const lock = await lockStack(files, { wait: { milliseconds: 60_000 } });
      inside += 1;
      most = Math.max(most, inside);
      await pause(30);
      inside -= 1;
      await lock.release();
    };
    await Promise.all(Array.from({ length: 4 }, worker));
    expect([most, names()]).toEqual([1, []]);
  });
});

describe("a run that was planned from a record", { timeout: 300_000 }, () => {
  it("is refused when the record is another by the time the stack is locked", async () => {
    const stack = new DepotStack();
    try {
      const nothing = await exportStack(stack.options());
      expect((await up(stack.options({}, { recorded: nothing }))).ok).toBe(true);
      const first = await exportStack(stack.options());
      expect((await up(stack.options({ COUNT: "2" }, { recorded: first }))).ok).toBe(true);
      for (const recorded of [nothing, first])
        await expect(up(stack.options({}, { recorded }))).rejects.toMatchObject({ code: "changed" });
      expect(stack.locks()).toEqual([]);
    } finally {
      stack.remove();
    }
  });
});

describe("waiting, for people", () => {
  it("says who, since when, and how long yet; once, not at every try", () => {
    const context = recordedContext("/", { lang: "en" });
    const wait = new LockProgress(context, "lab").wait(125_000);
    const lock = { path: "x", owner: { ...ELSEWHERE, timestamp: new Date().toISOString() }, dead: false };
    for (const left of [125_000, 124_000, 123_000]) wait?.onWait?.([lock], left);
    expect(context.noted).toHaveLength(1);
    expect(context.noted[0]).toMatch(
      /^Waiting for stack 'lab', 2:05 yet at most: siti@kantor, process 4711, since /,
    );
  });

  it("before anything is planned, with either engine; a backend that does not tell is no hindrance", async () => {
    const context = recordedContext("/", { lang: "en" });
    const lock = { path: "x", owner: ELSEWHERE, dead: false };
    const busy = { locks: async () => [lock] };
    await expect(waitForTurn(context, busy, "lab", 10)).rejects.toMatchObject({ exitCode: 1 });
    const dead = { locks: async () => [{ ...lock, dead: true }] };
    await waitForTurn(context, dead, "lab", 60_000);
    await waitForTurn(context, { locks: async () => undefined }, "lab", 60_000);
    expect(context.noted.at(-1)).toContain("--wait does nothing");
  });
});
