import { stringify } from "yaml";
import type { UsageRecord } from "../report/usage-record";
import type { AnswerClasses, SiteUsage, UsageMonth } from "../schema/generated/usage-month";
import type { SiteRecords } from "../schema/read-records";
import { recordFolders } from "../schema/site-files";
import type { ServerUsage } from "./merge-usage";

/** Path of the record of a server's month. */
export function monthFile({ month, server }: Pick<UsageMonth, "month" | "server">): string {
  return `${recordFolders.usage}/${month}/${server}.yaml`;
}

/** Text of that file: sites in order, one a line, so that two branches meet in as few lines as can be. */
export function monthText({ month, server, sites }: UsageMonth): string {
  const lines = Object.entries(sites)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([id, usage]) =>
        `  ${id}: ${stringify(ordered(usage), { collectionStyle: "flow", lineWidth: 0 }).trim()}\n`,
    );
  return [
    "# yaml-language-server: $schema=../../../schema/usage-month.json\n",
    "# Written by `titip usage collect`; what the server counted, never typed.\n",
    `month: "${month}"\nserver: ${server}\n`,
    lines.length > 0 ? `sites:\n${lines.join("")}` : "sites: {}\n",
  ].join("");
}

const ORDER = ["requests", "bytes", "answers", "visitors", "disk", "database"] as const;

function ordered(usage: SiteUsage): SiteUsage {
  return Object.fromEntries(ORDER.flatMap((key) => (usage[key] === undefined ? [] : [[key, usage[key]]])));
}

/** A server's reading as the months that it is kept in. */
export function monthsOf({ server, months }: ServerUsage): UsageMonth[] {
  const found = new Map<string, UsageMonth>();
  for (const { request, month, ...usage } of months) {
    const kept = found.get(month) ?? { month, server, sites: {} };
    kept.sites[request] = usage;
    found.set(month, kept);
  }
  return [...found.values()].sort((a, b) => (a.month < b.month ? -1 : 1));
}

/** A site of which the server now counts less than is on record. */
export interface Lowered {
  request: string;
  month: string;
  server: string;
}

/**
 * The record with a newer reading. A server tells what it counted of a month up to now, so that the newer sum takes the
 * older one's place and nothing is ever added up twice. A sum never falls: where a server counts less than is on record
 * it has lost what it knew, and the record stays. Sites of which it tells nothing stay, too.
 */
export function withReading(
  before: UsageMonth | undefined,
  now: UsageMonth,
): { record: UsageMonth; lowered: Lowered[] } {
  const sites = { ...before?.sites };
  const lowered: Lowered[] = [];
  for (const [request, usage] of Object.entries(now.sites)) {
    const known = sites[request];
    if (known !== undefined && (usage.requests ?? 0) < (known.requests ?? 0))
      lowered.push({ request, month: now.month, server: now.server });
    else sites[request] = { ...known, ...usage };
  }
  return { record: { ...now, sites }, lowered };
}

/** What is on record, as readings of servers. */
export function recordedUsage(records: SiteRecords | undefined): ServerUsage[] {
  return (records?.usage ?? []).map(({ data: { month, server, sites } }) => ({
    server,
    months: Object.entries(sites).map(
      ([request, { requests = 0, bytes = 0, ...rest }]): UsageRecord => ({
        request,
        month,
        requests,
        bytes,
        ...rest,
      }),
    ),
  }));
}

const CLASSES = ["1xx", "2xx", "3xx", "4xx", "5xx"] as const;

/** Answers of two servers together; classes without any are left out. */
export function addedAnswers(
  a: AnswerClasses | undefined,
  b: AnswerClasses | undefined,
): AnswerClasses | undefined {
  if (!a || !b) return a ?? b;
  return Object.fromEntries(
    CLASSES.flatMap((key) => {
      const sum = (a[key] ?? 0) + (b[key] ?? 0);
      return sum > 0 ? [[key, sum]] : [];
    }),
  );
}
