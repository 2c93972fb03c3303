import { instant } from "../schema/moments";
import type { Site } from "../schema/site";
import { currentSuspension, serviceOf, termOf } from "./walk-service";

/** A service that somebody must look at. */
export interface DueService {
  request: string;
  agency: string;
  application: string;
  /** `suspended too long`: the day on which it was meant to go on is past. */
  state: "ended" | "ending" | "suspended" | "suspended too long";
  /** Last day of the term; of a suspension, the day on which it is meant to go on. */
  until?: string;
  /** Days from today to that day; negative when it is past. */
  daysLeft?: number;
}

/**
 * Services whose term ends within so many days or has ended, and those that are suspended; the most urgent first.
 * @param today `2026-11-23`, on the office's clock
 */
export function dueServices({ requests }: Site, today: string, days: number): DueService[] {
  const due: DueService[] = [];
  for (const { data } of requests) {
    const service = serviceOf(data);
    if (service !== "running" && service !== "suspended") continue;
    const named = { request: data.id, agency: data.applicant.agency, application: data.application.name };
    const { until } = termOf(data);
    const daysLeft = daysBetween(today, until);
    if (daysLeft <= days) due.push({ ...named, state: daysLeft < 0 ? "ended" : "ending", until, daysLeft });
    const suspension = currentSuspension(data);
    if (suspension) due.push({ ...named, ...suspended(suspension.until, today) });
  }
  const urgency = ({ daysLeft = Number.POSITIVE_INFINITY }: DueService) => daysLeft;
  return due.sort((a, b) => urgency(a) - urgency(b) || (a.request < b.request ? -1 : 1));
}

function suspended(
  until: string | undefined,
  today: string,
): Pick<DueService, "state" | "until" | "daysLeft"> {
  if (until === undefined) return { state: "suspended" };
  const daysLeft = daysBetween(today, until);
  return { state: daysLeft < 0 ? "suspended too long" : "suspended", until, daysLeft };
}

function daysBetween(from: string, until: string): number {
  return Math.round((instant(until) - instant(from)) / 86_400_000);
}
