import type { UsageRecord } from "../report/usage-record";
import { addedAnswers } from "./month-file";

/** What one server counted. */
export interface ServerUsage {
  server: string;
  months: readonly UsageRecord[];
}

/** What is asked for; nothing: everything. */
export interface UsageWish {
  requests?: readonly string[];
  /** `2026-11`. */
  month?: string;
}

/**
 * One record for each request and month, by month, then request. A site that moved was counted on both servers:
 * requests and bytes are added; its disk is that of the server that holds it now, for its files are only there.
 *
 * @param holder server that a request is allocated to
 */
export function mergeUsage(
  readings: readonly ServerUsage[],
  holder: (request: string) => string | undefined,
  wish: UsageWish = {},
): UsageRecord[] {
  const merged = new Map<string, UsageRecord>();
  for (const { server, months } of readings) {
    for (const record of months.filter((one) => isWished(one, wish))) {
      const key = `${record.month} ${record.request}`;
      const before = merged.get(key);
      const rules = holder(record.request) === server;
      merged.set(key, before ? added(before, record, rules) : { ...record });
    }
  }
  return [...merged].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, record]) => record);
}

/** @param rules whether `more` comes from the server that holds the site */
function added(before: UsageRecord, more: UsageRecord, rules: boolean): UsageRecord {
  const { disk: former, ...sums } = before;
  const disk = rules ? (more.disk ?? former) : (former ?? more.disk);
  const answers = addedAnswers(before.answers, more.answers);
  const visitors = addedUp(before.visitors, more.visitors);
  const database = more.database ?? before.database; // one server alone has it
  return {
    ...sums,
    requests: sums.requests + more.requests,
    bytes: sums.bytes + more.bytes,
    ...(answers === undefined ? {} : { answers }),
    ...(visitors === undefined ? {} : { visitors }),
    ...(disk === undefined ? {} : { disk }),
    ...(database === undefined ? {} : { database }),
  };
}

function addedUp(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined && b === undefined ? undefined : (a ?? 0) + (b ?? 0);
}

function isWished({ request, month }: UsageRecord, wish: UsageWish): boolean {
  if (wish.month !== undefined && month !== wish.month) return false;
  return wish.requests === undefined || wish.requests.length === 0 || wish.requests.includes(request);
}
