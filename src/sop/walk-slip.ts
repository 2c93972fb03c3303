import { type ApprovalStatus, approvalStatus } from "../approval-words";
import type { OfficeTime } from "../calendar/office-time";
import { allActivities } from "../schema/procedure/step-keys";
import type { LoadedRequest, Site } from "../schema/site";
import type { Text } from "../text";
import { type AnyActivity, procedureOf, stepsOf } from "./walk";
import { type Outcome, progressOf, type TermState } from "./walk-progress";
import type { Service } from "./walk-service";

/** One activity on a requester's slip. */
export interface SlipLine {
  /** Number in the procedure; absent for what happened to the service afterwards. */
  order?: number;
  activity: Text;
  /** When it was done; absent for what is to come. */
  at?: string;
  /** Title of the position, or name of the agency, that did it; never a person's name. */
  by?: string;
  /** The decision, in the words of the file: `approved`, `rejected`, `accepted`, `returned`. */
  result?: string;
  /** Why the request was rejected: what its requester must be told. */
  reason?: string;
  /** Letter that belongs to it, by number and date. */
  letter?: { number: string; date: string };
}

/**
 * What a requester is told of its request. It is handed out, so it holds no personal data: no contact, no holder of
 * a position, no evidence, and of what somebody wrote freely (remarks, reasons) only why it was rejected.
 */
export interface Slip {
  request: string;
  procedure: Text;
  agency: string;
  application: string;
  name: string;
  /** Moment that it speaks of, on the office's clock. */
  at: string;
  outcome: Outcome;
  service: Service;
  lines: SlipLine[];
  /** The activity that is next; `deadline` on the office's clock. */
  next?: { order: number; activity: Text; deadline?: string; late?: boolean };
  term?: TermState;
  /** How far the decision, approval or rejection, has been verified; `none` before it. */
  approval: "none" | ApprovalStatus;
}

/** @returns undefined when the request's procedure cannot be read */
export function slipOf(
  site: Site,
  request: LoadedRequest,
  now: number,
  office: OfficeTime | undefined,
): Slip | undefined {
  const { data } = request;
  const procedure = procedureOf(site, data);
  const progress = progressOf(site, request, now, office);
  if (!procedure || !progress) return undefined;
  const { next, outcome, service, term } = progress;
  return {
    request: data.id,
    procedure: procedure.title,
    agency: site.agencies.get(data.applicant.agency)?.name ?? data.applicant.agency,
    application: data.application.name,
    name: `${data.subdomain}.${data.zone}`,
    at: office?.write(now) ?? new Date(now).toISOString(),
    outcome,
    service,
    lines: allActivities(procedure).flatMap((activity) =>
      stepsOf(data, activity).map((step) => slipLine(site, activity, step)),
    ),
    next: next && {
      order: next.activity.order,
      activity: next.activity.title,
      deadline: next.time?.deadline,
      late: next.time?.late,
    },
    term,
    approval: data.steps.decision ? approvalStatus(site, data.id) : "none",
  };
}

function slipLine(site: Site, activity: AnyActivity, step: ReturnType<typeof stepsOf>[number]): SlipLine {
  const { result, reason, letter } = step;
  const isRejection = activity.effect === "decision" && result === "rejected";
  return {
    order: "order" in activity ? activity.order : undefined,
    activity: activity.title,
    at: step.at,
    by: site.officers.get(step.by)?.title ?? site.agencies.get(step.by)?.name ?? step.by,
    result: typeof result === "string" ? result : undefined,
    reason: isRejection && typeof reason === "string" ? reason : undefined,
    letter: isLetter(letter) ? { number: letter.number, date: letter.date } : undefined,
  };
}

function isLetter(value: unknown): value is { number: string; date: string } {
  return typeof value === "object" && value !== null && "number" in value && "date" in value;
}
