import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { officeTime } from "../../../src/calendar/office-time";
import type { Calendar, CalendarFile } from "../../../src/schema/generated/calendar";

const file = join(__dirname, "../../../datacenter/calendar.yaml");
const { calendar } = parse(readFileSync(file, "utf8")) as CalendarFile;
const office = officeTime(calendar);
const at = (text: string) => Date.parse(`${text}+07:00`);
const minutes = (from: string, until: string) => office.elapsed(at(from), at(until)).minutes;
const deadline = (from: string, amount: number, unit: "minutes" | "hours" | "days") =>
  office.write(office.deadline(at(from), { amount, unit }));

describe("hours of an Indonesian government office", () => {
  it("a day has 450 working minutes, Friday too, and a week 37.5 hours", () => {
    expect(minutes("2026-11-23T00:00:00", "2026-11-24T00:00:00")).toBe(450);
    expect(minutes("2026-11-27T00:00:00", "2026-11-28T00:00:00")).toBe(450);
    expect(minutes("2026-11-23T00:00:00", "2026-11-30T00:00:00")).toBe(37.5 * 60);
  });

  it("breaks count nothing: 12 to 13, on Friday 11.30 to 13", () => {
    expect(minutes("2026-11-23T11:50:00", "2026-11-23T13:10:00")).toBe(20);
    expect(minutes("2026-11-27T11:20:00", "2026-11-27T13:10:00")).toBe(20);
    expect(minutes("2026-11-23T12:00:00", "2026-11-23T13:00:00")).toBe(0);
  });

  it("nights, weekends and holidays count nothing", () => {
    expect(minutes("2026-11-27T16:30:00", "2026-11-30T07:30:00")).toBe(0);
    // Thursday 24 and Friday 25 December 2026, then the weekend
    expect(minutes("2026-12-23T15:50:00", "2026-12-28T07:35:00")).toBe(15);
  });

  it("counts seconds, and nothing backwards", () => {
    expect(minutes("2026-11-23T08:00:00", "2026-11-23T08:00:30")).toBe(0.5);
    expect(minutes("2026-11-23T08:10:00", "2026-11-23T08:00:00")).toBe(0);
  });

  it("knows what other time zones call the same moment", () => {
    const moment = Date.parse("2026-11-23T01:00:00Z"); // 08.00 WIB
    expect(office.elapsed(moment, Date.parse("2026-11-23T10:10:00+09:00")).minutes).toBe(10);
    expect(office.write(moment)).toBe("2026-11-23T08:00:00+07:00");
  });
});

describe("deadlines", () => {
  it("minutes and hours go over breaks, nights and weekends", () => {
    expect(deadline("2026-11-23T11:58:00", 5, "minutes")).toBe("2026-11-23T13:03:00+07:00");
    expect(deadline("2026-11-23T15:30:00", 1, "hours")).toBe("2026-11-24T08:00:00+07:00");
    expect(deadline("2026-11-27T16:20:00", 25, "minutes")).toBe("2026-11-30T07:45:00+07:00");
    expect(deadline("2026-11-28T09:00:00", 2, "minutes")).toBe("2026-11-30T07:32:00+07:00");
  });

  it("working days end at the same hour, holidays left out", () => {
    expect(deadline("2026-11-23T10:00:00", 2, "days")).toBe("2026-11-25T10:00:00+07:00");
    expect(deadline("2026-11-26T10:00:00", 2, "days")).toBe("2026-11-30T10:00:00+07:00");
    expect(deadline("2026-12-23T10:00:00", 1, "days")).toBe("2026-12-28T10:00:00+07:00");
  });

  it("what comes when nobody works has the whole of its days", () => {
    expect(deadline("2026-11-29T20:00:00", 1, "days")).toBe("2026-11-30T16:00:00+07:00");
    expect(deadline("2026-11-23T18:00:00", 2, "days")).toBe("2026-11-25T16:00:00+07:00");
  });

  it("a limit that is met to the minute is met", () => {
    expect(deadline("2026-11-23T11:30:00", 30, "minutes")).toBe("2026-11-23T12:00:00+07:00");
  });
});

describe("what is known of the calendar", () => {
  it("days beyond the last decree are provisional", () => {
    expect(office.isCovered(at("2026-12-31T23:59:59"))).toBe(true);
    expect(office.isCovered(at("2027-01-01T00:00:00"))).toBe(false);
    expect(office.isCovered(at("2025-12-31T23:59:59"))).toBe(false);
  });

  it("has the 17 national holidays and 8 days of joint leave of 2026", () => {
    const of2026 = calendar.holidays.filter(({ date }) => date.startsWith("2026"));
    expect(of2026.filter(({ kind }) => kind === "national")).toHaveLength(17);
    expect(of2026.filter(({ kind }) => kind === "joint_leave")).toHaveLength(8);
  });

  it("a regional day off counts nothing either", () => {
    const regional = { date: "2026-11-24", name: "Pilkada", kind: "regional" as const, source: "SK Bupati" };
    const changed = officeTime({ ...calendar, holidays: [...calendar.holidays, regional] });
    expect(changed.elapsed(at("2026-11-23T15:50:00"), at("2026-11-25T07:40:00")).minutes).toBe(20);
  });
});

describe("time zones", () => {
  it("a fixed offset and the IANA name of the same clock agree", () => {
    const fixed = officeTime({ ...calendar, time_zone: "+07:00" });
    const [from, until] = [at("2026-11-20T09:00:00"), at("2026-12-30T11:11:11")];
    expect(fixed.elapsed(from, until)).toEqual(office.elapsed(from, until));
  });

  it("clocks that are changed in the night neither give nor take time", () => {
    const berlin = officeTime({ ...calendar, time_zone: "Europe/Berlin", holidays: [] });
    const [friday, monday] = [
      Date.parse("2026-10-23T16:20:00+02:00"),
      Date.parse("2026-10-26T07:40:00+01:00"),
    ];
    expect(berlin.elapsed(friday, monday).minutes).toBe(20);
    expect(berlin.write(berlin.deadline(friday, { amount: 20, unit: "minutes" }))).toBe(
      "2026-10-26T07:40:00+01:00",
    );
  });

  it("refuses what the runtime does not know, and a week without work", () => {
    expect(() => officeTime({ ...calendar, time_zone: "Asia/Cirebon" })).toThrow(RangeError);
    expect(() => officeTime({ ...calendar, hours: { monday: { from: "09:00", until: "09:00" } } })).toThrow(
      RangeError,
    );
  });
});

const moment = fc
  .integer({ min: at("2025-06-01T00:00:00") / 1000, max: at("2028-06-01T00:00:00") / 1000 })
  .map((s) => s * 1000);
const zones = fc.constantFrom(
  "Asia/Jakarta",
  "+07:00",
  "Asia/Jayapura",
  "Europe/Berlin",
  "America/St_Johns",
  "-03:30",
);
const clock = fc.integer({ min: 0, max: 95 }).map((quarter) => {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(Math.floor(quarter / 4))}:${two((quarter % 4) * 15)}`;
});
const stretch = fc.tuple(clock, clock).map((pair) => {
  const [from = "00:00", until = "00:00"] = pair.sort();
  return { from, until };
});
const day = fc.record({ hours: stretch, breaks: fc.array(stretch, { maxLength: 3 }) });
const anyCalendar: fc.Arbitrary<Calendar> = fc
  .record({
    zone: zones,
    monday: day,
    saturday: fc.option(day, { nil: undefined }),
    free: fc.array(moment, { maxLength: 40 }),
  })
  .map(({ zone, monday, saturday, free }) => ({
    ...calendar,
    time_zone: zone,
    hours: {
      ...calendar.hours,
      monday: { ...monday.hours, breaks: monday.breaks },
      ...(saturday ? { saturday: { ...saturday.hours, breaks: saturday.breaks } } : {}),
    },
    holidays: free.map((one) => ({
      date: new Date(one).toISOString().slice(0, 10),
      name: "Libur",
      kind: "regional" as const,
      source: "SK",
    })),
  }));

describe("properties of working time, over random calendars", () => {
  it("is additive", () => {
    fc.assert(
      fc.property(anyCalendar, fc.tuple(moment, moment, moment), (any, moments) => {
        const [a = 0, b = 0, c = 0] = moments.sort((x, y) => x - y);
        const { elapsed } = officeTime(any);
        expect(elapsed(a, b).minutes + elapsed(b, c).minutes).toBeCloseTo(elapsed(a, c).minutes, 6);
        expect(elapsed(a, b).days + elapsed(b, c).days).toBeCloseTo(elapsed(a, c).days, 6);
      }),
    );
  });

  it("is monotone, and never more than the time on the clock", () => {
    fc.assert(
      fc.property(anyCalendar, moment, moment, fc.nat(10 ** 9), (any, a, b, more) => {
        const { elapsed } = officeTime(any);
        expect(elapsed(a, b + more).minutes).toBeGreaterThanOrEqual(elapsed(a, b).minutes);
        expect(elapsed(a, a + more).minutes).toBeLessThanOrEqual(more / 60_000 + 1e-6);
      }),
    );
  });

  it("gives nothing to a holiday, whatever its weekday", () => {
    fc.assert(
      fc.property(anyCalendar, moment, (any, one) => {
        const date = new Date(one).toISOString().slice(0, 10);
        const name = { name: "Libur", kind: "national" as const, source: "Keppres" };
        const { elapsed } = officeTime({
          ...any,
          time_zone: "Asia/Jakarta",
          holidays: [...any.holidays, { date, ...name }],
        });
        const [from, until] = [at(`${date}T00:00:00`), at(`${date}T23:59:59`)];
        expect(elapsed(from, until)).toEqual({ minutes: 0, days: 0 });
      }),
    );
  });

  it("a deadline is the first moment at which the limit is used up", () => {
    const limit = fc.record({
      amount: fc.integer({ min: 1, max: 300 }),
      unit: fc.constantFrom("minutes" as const, "hours" as const),
    });
    fc.assert(
      fc.property(anyCalendar, moment, limit, (any, from, { amount, unit }) => {
        const { elapsed, deadline } = officeTime(any);
        const end = deadline(from, { amount, unit });
        const allowed = amount * (unit === "hours" ? 60 : 1);
        expect(elapsed(from, end).minutes).toBeCloseTo(allowed, 6);
        expect(elapsed(from, end - 60_000).minutes).toBeLessThan(allowed);
      }),
    );
  });

  it("the same for working days", () => {
    fc.assert(
      fc.property(anyCalendar, moment, fc.integer({ min: 1, max: 60 }), (any, from, amount) => {
        const { elapsed, deadline } = officeTime(any);
        const end = deadline(from, { amount, unit: "days" });
        expect(elapsed(from, end).days).toBeCloseTo(amount, 4);
        expect(elapsed(from, end - 120_000).days).toBeLessThan(amount);
      }),
    );
  });
});
