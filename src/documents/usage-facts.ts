import { dateText } from "../report/date-text";
import type { UsageRecord } from "../report/usage-record";

/** First and last day that a usage report is about. */
export interface Period {
  from: string;
  until: string;
}

/** A request's usage by month, oldest first, with its sums; undefined when nothing is known. */
export function usageFacts(
  records: readonly UsageRecord[],
  request: string,
  period?: Period,
): { months: object[]; total: { requests: number; bytes: number } } | undefined {
  const own = records.filter((one) => one.request === request && isIn(one.month, period));
  if (own.length === 0) return undefined;
  own.sort((a, b) => (a.month < b.month ? -1 : 1));
  const total = (key: "requests" | "bytes") => own.reduce((sum, record) => sum + record[key], 0);
  return {
    months: own.map(({ month, ...amounts }) => ({ ...amounts, month: monthText(month) })),
    total: { requests: total("requests"), bytes: total("bytes") },
  };
}

/** A month is in a period when any day of it is. */
function isIn(month: string, period: Period | undefined): boolean {
  return !period || (period.from.slice(0, 7) <= month && month <= period.until.slice(0, 7));
}

/** `2026-11` → `November 2026`. */
export function monthText(month: string): string {
  return dateText(`${month}-01`, "id").replace(/^1 /, "");
}
