import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { SiteUsage, UsageMonth } from "../../../src/schema/generated/usage-month";
import { checkSource } from "../../../src/schema/loaded-file";
import { mergeUsage } from "../../../src/usage/merge-usage";
import { monthFile, monthsOf, monthText, recordedUsage, withReading } from "../../../src/usage/month-file";

const A = "HST-2026-0001";
const B = "HST-2026-0002";
const month = (sites: Record<string, SiteUsage>): UsageMonth => ({ month: "2026-11", server: "web1", sites });
const usage = { requests: 5, bytes: 500, answers: { "2xx": 4, "4xx": 1 }, visitors: 2, disk: 4096 };

describe("the file of a server's month", () => {
  it("has its sites in order, a line each, and is what the schema wants", () => {
    const text = monthText(month({ [B]: { database: 9 }, [A]: usage }));
    expect(text.split("\n").slice(2)).toEqual([
      'month: "2026-11"',
      "server: web1",
      "sites:",
      `  ${A}: { requests: 5, bytes: 500, answers: { 2xx: 4, 4xx: 1 }, visitors: 2, disk: 4096 }`,
      `  ${B}: { database: 9 }`,
      "",
    ]);
    const file = monthFile(month({}));
    expect(file).toBe("records/usage/2026-11/web1.yaml");
    expect(checkSource(Buffer.from(text), file, "usage-month").problems).toEqual([]);
    expect(checkSource(Buffer.from(monthText(month({}))), file, "usage-month").problems).toEqual([]);
  });

  it("says the same again whatever the order of what it is made of", () => {
    const amounts = fc.record({ requests: fc.nat(), bytes: fc.nat(), visitors: fc.nat() });
    fc.assert(
      fc.property(amounts, amounts, (one, two) => {
        const text = monthText(month({ [A]: one, [B]: two }));
        expect(monthText(month({ [B]: two, [A]: one }))).toBe(text);
        expect(monthText(parse(text) as UsageMonth)).toBe(text);
      }),
    );
  });
});

describe("a newer reading", () => {
  it("takes the older one's place: nothing is added up twice", () => {
    const now = month({ [A]: { ...usage, requests: 7 } });
    const once = withReading(month({ [A]: usage }), now);
    expect(once.record.sites[A]?.requests).toBe(7);
    expect(withReading(once.record, now)).toEqual({ record: once.record, lowered: [] });
  });

  it("lets no sum fall, and no site go", () => {
    const { record, lowered } = withReading(
      month({ [A]: usage, [B]: usage }),
      month({ [A]: { requests: 1, bytes: 1 } }),
    );
    expect(record.sites).toEqual({ [A]: usage, [B]: usage });
    expect(lowered).toEqual([{ request: A, month: "2026-11", server: "web1" }]);
  });

  it("keeps what it does not tell", () => {
    const { record } = withReading(month({ [A]: usage }), month({ [A]: { requests: 9, bytes: 900 } }));
    expect(record.sites[A]).toEqual({ ...usage, requests: 9, bytes: 900 });
  });
});

describe("what is on record", () => {
  const records = {
    maintenance: [],
    usage: [
      { file: "", data: month({ [A]: usage }) },
      { file: "", data: { ...month({ [A]: usage }), server: "web2" } },
      { file: "", data: { ...month({ [A]: { database: 77 } }), server: "db1" } },
    ],
  };

  it("is one sum for a site that moved, with the database of the server that has it", () => {
    expect(mergeUsage(recordedUsage(records), () => "web2")).toEqual([
      {
        request: A,
        month: "2026-11",
        requests: 10,
        bytes: 1000,
        answers: { "2xx": 8, "4xx": 2 },
        visitors: 4,
        disk: 4096,
        database: 77,
      },
    ]);
  });

  it("goes through the months of a reading and back", () => {
    const [reading] = recordedUsage(records);
    expect(reading && monthsOf(reading)).toEqual([month({ [A]: usage })]);
  });
});
