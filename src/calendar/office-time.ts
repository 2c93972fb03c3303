import type { Calendar } from "../schema/generated/calendar";
import { instant as parseInstant } from "../schema/moments";
import type { TimeLimit } from "../schema/quantity";
import { timeZone } from "./time-zone";
import { dayLength, type Stretch, type WorkingDays, workingDays } from "./working-days";

/** Working time that passed between two moments. */
export interface Elapsed {
  /** Working minutes. */
  minutes: number;
  /** Working days: each counts one, however long it is, and a part of it the part of its own hours. */
  days: number;
}

/**
 * Counts working time. Pure: it has no clock, and the time zone's rules are its only knowledge beyond the
 * calendar. Moments are milliseconds since 1970.
 */
export interface OfficeTime {
  /** Working time from one moment to a later one; nothing when they stand the other way round. */
  elapsed(from: number, until: number): Elapsed;
  /** The first moment at which as much working time as the limit has passed since `from`. */
  deadline(from: number, limit: TimeLimit): number;
  /** Whether the holidays of the moment's day are all known; else its time is provisional. */
  isCovered(moment: number): boolean;
  /** The moment as the office's clock shows it, with offset: `2026-11-23T10:00:00+07:00`. */
  write(moment: number): string;
}

const minute = 60_000;

/** @throws RangeError for a calendar that no rule would let pass: unknown time zone, no working hours */
export function officeTime(calendar: Calendar): OfficeTime {
  const zone = timeZone(calendar.time_zone);
  const days = workingDays(calendar);
  const day = (moment: number) => Math.floor(zone.wall(moment) / dayLength);
  const covered = [calendar.complete.from, calendar.complete.until].map(
    (date) => parseInstant(date) / dayLength,
  );
  return {
    elapsed: (from, until) => {
      const [start, end] = [totalAt(days, zone.wall(from)), totalAt(days, zone.wall(Math.max(from, until)))];
      // A clock that is put back at night must not give time back.
      return {
        minutes: Math.max(0, end.time - start.time) / minute,
        days: Math.max(0, end.days - start.days),
      };
    },
    deadline: (from, { amount, unit }) => {
      const wall = zone.wall(from);
      if (unit === "days") return zone.instant(afterDays(days, wall, amount));
      return zone.instant(afterTime(days, wall, amount * (unit === "hours" ? 60 : 1) * minute));
    },
    isCovered: (moment) => (covered[0] ?? 0) <= day(moment) && day(moment) <= (covered[1] ?? 0),
    write: (moment) => writeMoment(moment, zone.wall(moment)),
  };
}

/** Everything worked until a wall time: the difference of two of these is additive by itself. */
function totalAt(days: WorkingDays, wall: number): { time: number; days: number } {
  const day = Math.floor(wall / dayLength);
  const { time, days: whole } = days.before(day);
  const worked = workedOn(days.stretches(day), wall - day * dayLength);
  const length = days.length(day);
  return { time: time + worked, days: whole + (length > 0 ? worked / length : 0) };
}

function workedOn(stretches: readonly Stretch[], clock: number): number {
  return stretches.reduce((total, { from, until }) => total + Math.max(0, Math.min(clock, until) - from), 0);
}

/** The wall time when `amount` more milliseconds have been worked. */
function afterTime(days: WorkingDays, wall: number, amount: number): number {
  let day = Math.floor(wall / dayLength);
  let left = amount + workedOn(days.stretches(day), wall - day * dayLength);
  while (left > days.length(day)) left -= days.length(day++);
  return day * dayLength + clockAfter(days.stretches(day), left);
}

/** The wall time when `amount` more days have been worked: at the same part of the last one's hours. */
function afterDays(days: WorkingDays, wall: number, amount: number): number {
  const first = Math.floor(wall / dayLength);
  const length = days.length(first);
  const part = length > 0 ? workedOn(days.stretches(first), wall - first * dayLength) / length : 0;
  // The day that has begun counts with what is left of it; with nothing begun the last day is worked in full.
  let [day, left] = [first, amount + part];
  for (;;) {
    const worth = days.length(day) > 0 ? 1 : 0;
    if (worth === 1 && left <= 1) break;
    left -= worth;
    day++;
  }
  return day * dayLength + clockAfter(days.stretches(day), Math.round(left * days.length(day)));
}

/** The time of day when so much of it has been worked. */
function clockAfter(stretches: readonly Stretch[], worked: number): number {
  let left = worked;
  for (const { from, until } of stretches) {
    if (left <= until - from) return from + left;
    left -= until - from;
  }
  return stretches.at(-1)?.until ?? 0;
}

function writeMoment(moment: number, wall: number): string {
  const offset = Math.round((wall - moment) / minute);
  const two = (value: number) => String(value).padStart(2, "0");
  const size = Math.abs(offset);
  const sign = offset < 0 ? "-" : "+";
  const text = new Date(wall).toISOString().replace(/\.\d+Z$/, "");
  return `${text}${sign}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
