/** True for a day of the calendar in the form `2026-11-16` (ISO 8601). */
export function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month);
}

function daysOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** True for a moment like `2026-11-09T08:02:00+07:00` (RFC 3339) that JavaScript's clock knows: no leap second. */
export function isMoment(text: string): boolean {
  const match =
    /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/.exec(
      text,
    );
  return match !== null && isDate(match[1] ?? "");
}

/** Milliseconds since 1970 of a moment or a day (its first moment in UTC). */
export function instant(text: string): number {
  return Date.parse(text);
}

/** The day on the clock of the place that wrote the moment: officers' terms begin and end with it. */
export function localDay(moment: string): string {
  return moment.slice(0, 10);
}

const millisecondsPerDay = 86_400_000;

/** `moment` and `days` times 24 hours, in milliseconds since 1970. */
export function afterDays(moment: string, days: number): number {
  return instant(moment) + days * millisecondsPerDay;
}
