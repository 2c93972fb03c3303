import type { OfficeTime } from "../calendar/office-time";
import type { Activity } from "../schema/generated/procedure";
import { instant, localDay } from "../schema/moments";
import { APPLICANT } from "../schema/procedure/roles";
import { parseTimeLimit, type TimeLimit } from "../schema/quantity";
import type { LoadedRequest, Site } from "../schema/site";
import { type PathStep, pathOf, procedureOf } from "./walk";
import { type EntitledOfficer, entitledOfficers } from "./walk-officers";
import { type Service, serviceOf, termOf } from "./walk-service";

/** How long an activity took, or has taken so far, against the procedure's limit. */
export interface TimeUsed {
  limit: TimeLimit;
  /** In the limit's unit; not rounded. */
  used: number;
  /** Working minutes. */
  minutes: number;
  /** The last moment within the limit, on the office's clock. */
  deadline: string;
  late: boolean;
  /** The calendar does not know every holiday of the days counted. */
  provisional: boolean;
}

/** Where a request's service stands in its term. */
export interface TermState {
  from: string;
  until: string;
  /** Days from today to the last one; negative when it is past. */
  daysLeft: number;
  state: "not begun" | "running" | "ending" | "ended";
}

export type Outcome = "in progress" | "not feasible" | "rejected" | "returned" | "completed" | "closed";

/** Where a request stands in its procedure. */
export interface Progress {
  request: LoadedRequest;
  outcome: Outcome;
  service: Service;
  /** What is to be done next. */
  next?: {
    activity: Activity;
    of: number;
    since: string;
    applicant: boolean;
    officers: EntitledOfficer[];
    time?: TimeUsed;
  };
  /** Activities that took longer than they may. */
  late: { activity: Activity; at: string; time: TimeUsed }[];
  /** Of a service that runs or is suspended. */
  term?: TermState;
}

/** A term within so many days of its end is ending. */
export const ENDING_DAYS = 30;

/**
 * Everything that `titip status` tells of a request. Pure.
 *
 * @param now milliseconds since 1970
 * @param office undefined when the site has no calendar: then no time is counted
 * @returns undefined for a request whose procedure cannot be read
 */
export function progressOf(
  site: Site,
  request: LoadedRequest,
  now: number,
  office: OfficeTime | undefined,
): Progress | undefined {
  const { data } = request;
  const procedure = procedureOf(site, data);
  if (!procedure) return undefined;
  const { done, next } = pathOf(data, procedure);
  const service = serviceOf(data);
  const today = office ? localDay(office.write(now)) : new Date(now).toISOString().slice(0, 10);
  const since = done.at(-1)?.step.at ?? data.steps.request.at;
  return {
    request,
    outcome: outcomeOf(done, next, service),
    service,
    next: next && {
      activity: next,
      of: procedure.activities.length,
      since,
      applicant: next.actor.includes(APPLICANT),
      officers: entitledOfficers(site, next, today),
      time: office && timeUsed(office, next, instant(since), now),
    },
    late: office ? lateSteps(office, done) : [],
    term: service === "running" || service === "suspended" ? termState(termOf(data), today) : undefined,
  };
}

function outcomeOf(done: readonly PathStep[], next: Activity | undefined, service: Service): Outcome {
  if (service === "closed") return "closed";
  if (next) return "in progress";
  const ends: Partial<Record<string, Outcome>> = {
    assessment: "not feasible",
    decision: "rejected",
    placement: "returned",
  };
  return ends[done.at(-1)?.activity.effect ?? ""] ?? "completed";
}

/** Working time between a step and the end of the activity after it; undefined for one without a limit. */
export function timeUsed(
  office: OfficeTime,
  activity: Activity,
  from: number,
  until: number,
): TimeUsed | undefined {
  if (activity.time_limit === undefined) return undefined;
  const limit = parseTimeLimit(activity.time_limit);
  const { minutes, days } = office.elapsed(from, until);
  const used = { minutes, hours: minutes / 60, days }[limit.unit];
  const deadline = office.deadline(from, limit);
  return {
    limit,
    used,
    minutes,
    deadline: office.write(deadline),
    late: used > limit.amount + tolerance,
    provisional: [from, until, deadline].some((moment) => !office.isCovered(moment)),
  };
}

/** Parts of a day are fractions: what is late by less than a tenth of a second is not. */
const tolerance = 1e-6;

function lateSteps(office: OfficeTime, done: readonly PathStep[]): Progress["late"] {
  return done.flatMap(({ activity, step }, index) => {
    const before = done[index - 1];
    const time = before && timeUsed(office, activity, instant(before.step.at), instant(step.at));
    return time?.late ? [{ activity, at: step.at, time }] : [];
  });
}

function termState({ from, until }: { from: string; until: string }, today: string): TermState {
  const daysLeft = Math.round((instant(until) - instant(today)) / 86_400_000);
  const state =
    daysLeft < 0 ? "ended" : daysLeft <= ENDING_DAYS ? "ending" : from > today ? "not begun" : "running";
  return { from, until, daysLeft, state };
}
