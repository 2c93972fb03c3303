import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jsonText } from "../../../src/printable";
import { type UsageRecord, usageRecords } from "../../../src/report/usage-record";
import { mergeUsage } from "../../../src/usage/merge-usage";

const record = (request: string, month: string, requests: number, disk?: number): UsageRecord => ({
  request,
  month,
  requests,
  bytes: requests * 100,
  ...(disk === undefined ? {} : { disk }),
});
const A = "HST-2026-0001";
const B = "HST-2026-0002";
const onWeb2 = () => "web2";

describe("merged usage", () => {
  it("is by month, then request, and what --usage accepts", () => {
    const readings = [
      { server: "web1", months: [record(B, "2026-11", 2), record(A, "2026-12", 3)] },
      { server: "web2", months: [record(A, "2026-11", 1, 4096)] },
    ];
    const merged = mergeUsage(readings, onWeb2);
    expect(merged).toEqual([
      { request: A, month: "2026-11", requests: 1, bytes: 100, disk: 4096 },
      { request: B, month: "2026-11", requests: 2, bytes: 200 },
      { request: A, month: "2026-12", requests: 3, bytes: 300 },
    ]);
    expect(usageRecords(JSON.parse(jsonText(merged)))).toEqual(merged);
  });

  it("adds up what a moved site used on both servers; its disk is that of the server that holds it", () => {
    const before = { server: "web1", months: [record(A, "2026-11", 5, 999)] };
    const now = { server: "web2", months: [record(A, "2026-11", 7, 10)] };
    const sum = [{ request: A, month: "2026-11", requests: 12, bytes: 1200, disk: 10 }];
    expect(mergeUsage([before, now], onWeb2)).toEqual(sum);
    expect(mergeUsage([now, before], onWeb2)).toEqual(sum);
    const unmeasured = { server: "web2", months: [record(A, "2026-11", 7)] };
    expect(mergeUsage([before, unmeasured], onWeb2)[0]?.disk).toBe(999);
  });

  it("holds what is asked for", () => {
    const months = [record(A, "2026-10", 1), record(A, "2026-11", 2), record(B, "2026-11", 3)];
    const ask = (wish: Parameters<typeof mergeUsage>[2]) =>
      mergeUsage([{ server: "web1", months }], onWeb2, wish).map(({ requests }) => requests);
    expect(ask({})).toEqual([1, 2, 3]);
    expect(ask({ requests: [] })).toEqual([1, 2, 3]);
    expect(ask({ requests: [A] })).toEqual([1, 2]);
    expect(ask({ month: "2026-11" })).toEqual([2, 3]);
    expect(ask({ requests: [B], month: "2026-10" })).toEqual([]);
  });

  it("loses nothing and does not touch what it was given", () => {
    const anyRecord = fc.record({
      request: fc.constantFrom(A, B),
      month: fc.constantFrom("2026-10", "2026-11"),
      requests: fc.nat(),
      bytes: fc.nat(),
    });
    const anyReading = fc.record({
      server: fc.constantFrom("web1", "web2"),
      months: fc.array(anyRecord),
    });
    fc.assert(
      fc.property(fc.array(anyReading), (readings) => {
        const copy = structuredClone(readings);
        const total = (records: readonly UsageRecord[]) => records.reduce((sum, one) => sum + one.bytes, 0);
        const merged = mergeUsage(readings, onWeb2);
        expect(total(merged)).toBe(total(readings.flatMap(({ months }) => months)));
        expect(new Set(merged.map(({ request, month }) => `${month} ${request}`)).size).toBe(merged.length);
        expect(readings).toEqual(copy);
      }),
    );
  });
});
