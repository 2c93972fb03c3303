import { dateText } from "../report/date-text";
import { numberText } from "../report/number-text";
import type { UsageRecord } from "../report/usage-record";
import type { HostingRequest } from "../schema/generated/hosting-request";
import { ALLOTMENT_WORDS, usageShares } from "../usage/usage-shares";

/** First and last day that a usage report is about. */
export interface Period {
  from: string;
  until: string;
}

export interface UsageFacts {
  months: object[];
  total: { requests: number; bytes: number };
  /** Of the last month, beside what was allotted; absent where that is not known. */
  shares?: object[];
  /** The month that they are of. */
  shared?: string;
}

/**
 * A request's usage by month, oldest first, with its sums; undefined when nothing is known.
 * @param resources what the request was allotted
 */
export function usageFacts(
  records: readonly UsageRecord[],
  request: string,
  period?: Period,
  resources?: HostingRequest["resources"],
): UsageFacts | undefined {
  const own = records.filter((one) => one.request === request && isIn(one.month, period));
  if (own.length === 0) return undefined;
  own.sort((a, b) => (a.month < b.month ? -1 : 1));
  const total = (key: "requests" | "bytes") => own.reduce((sum, record) => sum + record[key], 0);
  return {
    months: own.map(({ month, ...amounts }) => ({ ...amounts, month: monthText(month) })),
    total: { requests: total("requests"), bytes: total("bytes") },
    ...sharesOf(own.at(-1), resources),
  };
}

function sharesOf(
  last: UsageRecord | undefined,
  resources: HostingRequest["resources"] | undefined,
): Pick<UsageFacts, "shares" | "shared"> {
  if (!last || !resources) return {};
  const shares = usageShares(resources, last).map(({ what, used, allotted, share }) => ({
    what: ALLOTMENT_WORDS[what].id,
    used,
    allotted,
    percent: `${numberText(share * 100, "id")} %`,
  }));
  return shares.length > 0 ? { shares, shared: monthText(last.month) } : {};
}

/** A month is in a period when any day of it is. */
function isIn(month: string, period: Period | undefined): boolean {
  return !period || (period.from.slice(0, 7) <= month && month <= period.until.slice(0, 7));
}

/** `2026-11` → `November 2026`. */
export function monthText(month: string): string {
  return dateText(`${month}-01`, "id").replace(/^1 /, "");
}
