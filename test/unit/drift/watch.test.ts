import { describe, expect, it } from "vitest";
import { failed, unusable } from "../../../src/cli/command-error";
import { watchDrift } from "../../../src/cli/drift/watch";
import { type Away, awayAfter, leftAlone } from "../../../src/drift/back-off";
import { changesSince, remembering } from "../../../src/drift/changes";
import type { DriftReport } from "../../../src/drift/difference";
import { recordedContext } from "../cli/support";
import { difference, report } from "./support";

const changed = difference();
const other = difference({ path: "configuration", found: "x" });
const unread = difference({ kind: "unknown", path: "", expected: null, found: "web1: no answer" });
const silent = (): DriftReport => report([unread], "web1: no answer");

/** What each round says, when these are found one after the other. */
async function watched(...rounds: (DriftReport | Error)[]): Promise<{ said: string[][]; kept: number }> {
  const context = recordedContext("/", { lang: "en", now: () => new Date("2026-11-24T00:00:00Z") });
  const stop = new AbortController();
  const said: string[][] = [];
  let kept = 0;
  const flush = () => said.push(context.printed.splice(0));
  await watchDrift(context, {
    every: 1,
    signal: stop.signal,
    show: () => context.print("whole"),
    keep: () => {
      kept += 1;
    },
    look: async ({ number }) => {
      if (number > 0) flush();
      const found = rounds[number];
      if (found instanceof Error) throw found;
      if (found) return found;
      stop.abort();
      throw new Error("stopped");
    },
  });
  return { said, kept };
}

describe("what changes between two rounds", () => {
  it("nothing, when nothing does", () => {
    expect(changesSince(report([changed]), report([changed]))).toEqual({
      appeared: [],
      ended: [],
      lost: [],
      back: [],
    });
  });

  it("a difference that appears, one that becomes another, one that ends", () => {
    expect(changesSince(report([]), report([changed])).appeared).toEqual([changed]);
    const worse = { ...changed, found: "/tmp" };
    expect(changesSince(report([changed]), report([worse]))).toMatchObject({
      appeared: [worse],
      ended: [changed],
    });
    expect(changesSince(report([changed]), report([])).ended).toEqual([changed]);
  });

  it("a server that is lost ends nothing, and back as it was it brings nothing new", () => {
    const lost = changesSince(report([changed]), silent());
    expect(lost).toEqual({ appeared: [], ended: [], lost: ["web1"], back: [] });
    const memory = remembering(report([changed]), silent());
    expect(changesSince(memory, report([changed]))).toEqual({
      appeared: [],
      ended: [],
      lost: [],
      back: ["web1"],
    });
    expect(changesSince(memory, report([other]))).toMatchObject({ appeared: [other], ended: [changed] });
  });
});

describe("a server that is away", () => {
  const whole = { ...silent(), servers: silent().servers.map((one) => ({ ...one, resources: 1 })) };

  it("is asked again after 1, 2, 4, 8, 16, 16 rounds", () => {
    let away: ReadonlyMap<string, Away> = new Map();
    const asked: number[] = [];
    for (let round = 0; round < 60; round++) {
      if (!leftAlone(away, round).has("web1")) asked.push(round);
      away = awayAfter(away, round, whole);
    }
    expect(asked).toEqual([0, 1, 3, 7, 15, 31, 47]);
  });

  it("is asked in every round when it answers again, or in part", () => {
    const away = awayAfter(new Map(), 0, whole);
    expect([...awayAfter(away, 1, report([])).keys()]).toEqual([]);
    expect([...awayAfter(away, 1, silent()).keys()]).toEqual([]); // one of three was not read
  });
});

describe("a watch", () => {
  it("shows the first round whole, then what changes, and keeps every report", async () => {
    const { said, kept } = await watched(
      report([]),
      report([]),
      report([changed]),
      report([changed]),
      report([]),
    );
    expect(said).toEqual([
      ["whole"],
      [],
      [
        "2026-11-24T00:00:00Z web1: HST-2026-0001 site on the web server documentRoot: changed outside Titip",
        "2026-11-24T00:00:00Z Drift: 1 resource (1 value) on 1 server.",
      ],
      [],
      [
        "2026-11-24T00:00:00Z web1: HST-2026-0001 site on the web server documentRoot: as recorded again",
        "2026-11-24T00:00:00Z No drift of 3 resources on 1 server.",
      ],
    ]);
    expect(kept).toBe(5);
  });

  it("says once that it could not compare, and goes on", async () => {
    const locked = failed({ id: "dipakai", en: "in use" });
    const { said } = await watched(report([]), locked, locked, report([changed]));
    expect(said.slice(1, 3)).toEqual([["2026-11-24T00:00:00Z not compared: in use"], []]);
    expect(said[3]?.[0]).toContain("documentRoot");
  });

  it("ends with what can never be used", async () => {
    await expect(watched(unusable({ id: "x", en: "no such server" }))).rejects.toThrow("no such server");
  });
});
