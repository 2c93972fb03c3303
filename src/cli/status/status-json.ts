import type { Progress, TimeUsed } from "../../sop/walk-progress";

/** A request's status for programs. Times are of the office's clock, working time in minutes. */
export function statusJson(progress: Progress): Record<string, unknown> {
  const { request, outcome, service, next, late, term } = progress;
  const { data, file } = request;
  return {
    request: data.id,
    kind: data.kind,
    file,
    agency: data.applicant.agency,
    application: data.application.name,
    outcome,
    service,
    next: next && {
      activity: next.activity.key,
      order: next.activity.order,
      of: next.of,
      title: next.activity.title,
      since: next.since,
      by: [
        ...(next.applicant ? [{ agency: data.applicant.agency, role: "applicant" }] : []),
        ...next.officers.map(({ key, title, role, held }) => ({ officer: key, title, role, held })),
      ],
      time: next.time && timeJson(next.time),
    },
    late: next?.time?.late ?? false,
    lateActivities: late.map(({ activity, at, time }) => ({
      activity: activity.key,
      at,
      time: timeJson(time),
    })),
    term,
  };
}

function timeJson({ limit, used, minutes, deadline, late, provisional }: TimeUsed): Record<string, unknown> {
  const rounded = Math.round(used * 1e6) / 1e6;
  return {
    allowed: limit,
    used: rounded,
    minutes: Math.round(minutes * 100) / 100,
    deadline,
    late,
    provisional,
  };
}
