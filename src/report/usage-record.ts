import { isObject } from "../is-object";
import type { AnswerClasses } from "../schema/generated/usage-month";

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
  /** Answers by the first digit of their status; of what was counted with it. */
  answers?: AnswerClasses;
  /** Different visitors, by address and browser; of a site that moved, each server's added up. */
  visitors?: number;
  /** Bytes of files at the end of the month. */
  disk?: number;
  /** Bytes of the database at the end of the month. */
  database?: number;
}

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
const NUMBERS = ["requests", "bytes"] as const;
const OPTIONAL = ["visitors", "disk", "database"] as const;

/** Reads usage data: a list of records, or an object that has it as `usage`. Undefined for anything else. */
export function usageRecords(data: unknown): UsageRecord[] | undefined {
  const list: unknown = isObject(data) ? data.usage : data;
  return Array.isArray(list) && list.every(isUsageRecord) ? list : undefined;
}

function isUsageRecord(entry: unknown): entry is UsageRecord {
  if (!isObject(entry) || typeof entry.request !== "string") return false;
  if (typeof entry.month !== "string" || !MONTH.test(entry.month)) return false;
  const fits = (key: string) => isAmount(entry[key]);
  if (!isAnswers(entry.answers)) return false;
  return NUMBERS.every(fits) && OPTIONAL.every((key) => entry[key] === undefined || fits(key));
}

function isAnswers(answers: unknown): boolean {
  if (answers === undefined) return true;
  return (
    isObject(answers) &&
    Object.entries(answers).every(([key, value]) => /^[1-5]xx$/.test(key) && isAmount(value))
  );
}

function isAmount(value: unknown): boolean {
  return typeof value === "number" && Number.isFinite(value) && value >= 0;
}
