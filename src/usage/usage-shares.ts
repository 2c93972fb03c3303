import type { UsageRecord } from "../report/usage-record";
import type { HostingRequest } from "../schema/generated/hosting-request";
import { parseRate, parseSize } from "../schema/quantity";
import type { Text } from "../text";

export type Allotment = "storage" | "bandwidth" | "database";

/** What a site used in a month beside what it was allotted. */
export interface UsageShare {
  what: Allotment;
  /** Bytes; of bandwidth those that were sent. */
  used: number;
  /** Bytes; of bandwidth those that a line of that rate sends in the whole month. */
  allotted: number;
  /** Used of allotted, 1 is all of it. */
  share: number;
}

export const ALLOTMENT_WORDS: Readonly<Record<Allotment, Text>> = {
  storage: { id: "Penyimpanan", en: "Storage" },
  bandwidth: { id: "Bandwidth", en: "Bandwidth" },
  database: { id: "Basis data", en: "Database" },
};

/**
 * A month's use compared with what the request was given; what is not known is left out. A bandwidth is a rate, and
 * logs hold sums: compared is what was sent with what could have been sent, so a site at its limit for an hour of each
 * day shows four per cent.
 */
export function usageShares(
  { storage, bandwidth, database }: HostingRequest["resources"],
  record: UsageRecord,
): UsageShare[] {
  const sums: [Allotment, number | undefined, number | undefined][] = [
    ["storage", record.disk, parseSize(storage)],
    [
      "bandwidth",
      record.bytes,
      bandwidth === undefined ? undefined : (parseRate(bandwidth) / 8) * secondsOf(record.month),
    ],
    ["database", record.database, database && parseSize(database.size)],
  ];
  return sums.flatMap(([what, used, allotted]) =>
    used === undefined || allotted === undefined ? [] : [{ what, used, allotted, share: used / allotted }],
  );
}

/** Seconds of a month, `2026-11`. */
function secondsOf(month: string): number {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return (Date.UTC(year, number, 1) - Date.UTC(year, number - 1, 1)) / 1000;
}
