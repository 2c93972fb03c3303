/** What a site used in a month, from the web server's own logs (the hosting procedure's record 3). */
export interface UsageRecord {
  /** Id of the request. */
  request: string;
  /** `2026-11`. */
  month: string;
  /** Requests answered. */
  requests: number;
  /** Bytes sent. */
  bytes: number;
  /** Bytes of files at the end of the month. */
  disk?: number;
  /** Bytes of the database at the end of the month. */
  database?: number;
}

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
const NUMBERS = ["requests", "bytes"] as const;
const OPTIONAL = ["disk", "database"] as const;

/** Reads usage data: a list of records, or an object that has it as `usage`. Undefined for anything else. */
export function usageRecords(data: unknown): UsageRecord[] | undefined {
  const list: unknown = isObject(data) ? data.usage : data;
  return Array.isArray(list) && list.every(isUsageRecord) ? list : undefined;
}

function isUsageRecord(entry: unknown): entry is UsageRecord {
  if (!isObject(entry) || typeof entry.request !== "string") return false;
  if (typeof entry.month !== "string" || !MONTH.test(entry.month)) return false;
  const fits = (key: string) => isAmount(entry[key]);
  return NUMBERS.every(fits) && OPTIONAL.every((key) => entry[key] === undefined || fits(key));
}

function isAmount(value: unknown): boolean {
  return typeof value === "number" && Number.isFinite(value) && value >= 0;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
