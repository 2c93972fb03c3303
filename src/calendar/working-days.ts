import type { Calendar, DayHours } from "../schema/generated/calendar";
import { instant as parseInstant } from "../schema/moments";

/** A stretch of working time in a day, in milliseconds since its midnight on the office's clock. */
export interface Stretch {
  from: number;
  until: number;
}

export const dayLength = 86_400_000;

/** From Sunday, as `Date` counts. 1970-01-01 was a Thursday. */
const weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"] as const;
const firstWeekday = 4;

/** When the office works, by the number of the day since 1970 (on its own clock). */
export interface WorkingDays {
  /** Stretches of a day, in order and apart; none when it is free. */
  stretches(day: number): readonly Stretch[];
  /** Working milliseconds, and working days, of all days before this one since the calendar's beginning. */
  before(day: number): { time: number; days: number };
  /** Working milliseconds of the day. */
  length(day: number): number;
}

/** @throws RangeError when the week has no working time at all: every deadline would be never */
export function workingDays({ hours, holidays }: Calendar): WorkingDays {
  const week = weekdays.map((weekday) => stretchesOf(hours[weekday]));
  const lengths = week.map(sum);
  const weekTime = lengths.reduce((total, length) => total + length, 0);
  const weekDays = lengths.filter((length) => length > 0).length;
  if (weekTime === 0) throw new RangeError("no working hours");
  const free = [...new Set(holidays.map(({ date }) => parseInstant(date) / dayLength))].sort((a, b) => a - b);
  const isFree = new Set(free);
  const lost = free.map((day) => lengths[weekdayOf(day)] ?? 0);
  const lostTime = sums(lost);
  const lostDays = sums(lost.map((length) => (length > 0 ? 1 : 0)));
  const length = (day: number) => (isFree.has(day) ? 0 : (lengths[weekdayOf(day)] ?? 0));
  return {
    stretches: (day) => (isFree.has(day) ? [] : (week[weekdayOf(day)] ?? [])),
    length,
    before: (day) => {
      // Whole weeks count alike; then the days of the week that has begun, less the days off.
      const weeks = Math.floor((day + firstWeekday) / 7);
      const begun = lengths.slice(0, weekdayOf(day));
      const off = countBelow(free, day);
      return {
        time: weeks * weekTime + begun.reduce((total, one) => total + one, 0) - (lostTime[off] ?? 0),
        days: weeks * weekDays + begun.filter((one) => one > 0).length - (lostDays[off] ?? 0),
      };
    },
  };
}

function weekdayOf(day: number): number {
  return (((day + firstWeekday) % 7) + 7) % 7;
}

/** A day's hours without its breaks. */
function stretchesOf(hours: DayHours | undefined): Stretch[] {
  if (!hours) return [];
  const breaks = (hours.breaks ?? []).map(clockStretch).sort((a, b) => a.from - b.from);
  const { from, until } = clockStretch(hours);
  const stretches: Stretch[] = [];
  let start = from;
  for (const pause of breaks) {
    stretches.push({ from: start, until: Math.min(pause.from, until) });
    start = Math.max(start, pause.until);
  }
  stretches.push({ from: start, until });
  return stretches.filter((stretch) => stretch.from < stretch.until);
}

function clockStretch({ from, until }: { from: string; until: string }): Stretch {
  return { from: clock(from), until: clock(until) };
}

/** `07:30` → milliseconds since midnight. */
function clock(text: string): number {
  const [hours, minutes] = text.split(":").map(Number);
  return ((hours ?? 0) * 60 + (minutes ?? 0)) * 60_000;
}

function sum(stretches: readonly Stretch[]): number {
  return stretches.reduce((total, { from, until }) => total + until - from, 0);
}

/** Running totals: the n-th is the sum of the first n. */
function sums(values: readonly number[]): number[] {
  const totals = [0];
  for (const value of values) totals.push((totals.at(-1) ?? 0) + value);
  return totals;
}

/** How many of the sorted values are smaller. */
function countBelow(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
