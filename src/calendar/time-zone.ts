/**
 * Clocks of an office. A wall time here is the number of milliseconds since 1970 that UTC would show if it
 * had the office's hands: all arithmetic on days and hours is done with it, and has no time zone any more.
 */
export interface TimeZone {
  /** Wall time of a moment in milliseconds since 1970. */
  wall(instant: number): number;
  /** The moment at which the clock shows a wall time: the first of two, the one after a gap when there is none. */
  instant(wall: number): number;
}

const minute = 60_000;

/**
 * @param name an IANA name (`Asia/Jakarta`, resolved by the runtime's own tables) or an offset (`+07:00`)
 * @throws RangeError for a name that the runtime does not know
 */
export function timeZone(name: string): TimeZone {
  const fixed = /^([+-])(\d{2}):(\d{2})$/.exec(name);
  const offset = fixed ? fixedOffset(fixed) : offsetsOf(name);
  return {
    wall: (instant) => instant + offset(instant),
    instant: (wall) => {
      // The offsets a day before and a day after are all that can be in force: no zone shifts twice in two days.
      const [before, after] = [offset(wall - 24 * 60 * minute), offset(wall + 24 * 60 * minute)];
      const first = wall - Math.max(before, after);
      return first + offset(first) === wall ? first : wall - Math.min(before, after);
    },
  };
}

/** True for what `timeZone` takes. */
export function isTimeZone(name: string): boolean {
  try {
    timeZone(name);
    return true;
  } catch {
    return false;
  }
}

function fixedOffset([, sign, hours, minutes]: RegExpExecArray): () => number {
  const size = (Number(hours) * 60 + Number(minutes)) * minute;
  return () => (sign === "-" ? -size : size);
}

/** Offsets change at full quarters of an hour, so that one question to Intl serves for all moments of a quarter. */
function offsetsOf(name: string): (instant: number) => number {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: name,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
    era: "short",
  });
  const known = new Map<number, number>();
  return (instant) => {
    const quarter = Math.floor(instant / (15 * minute)) * 15 * minute;
    const offset = known.get(quarter) ?? offsetAt(format, quarter);
    known.set(quarter, offset);
    return offset;
  };
}

function offsetAt(format: Intl.DateTimeFormat, instant: number): number {
  const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, value]));
  const number = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type));
  const year = parts.get("era") === "BC" ? 1 - number("year") : number("year");
  const wall = new Date(0);
  wall.setUTCFullYear(year, number("month") - 1, number("day"));
  wall.setUTCHours(number("hour"), number("minute"), number("second"));
  return wall.getTime() - instant;
}
