import type { Activity, Procedure } from "../schema/generated/procedure";
import { allActivities } from "../schema/procedure/step-keys";
import type { AnyActivity } from "../schema/procedure/steps-schema";
import type { ServiceRequest, Site } from "../schema/site";

/** A step as any procedure records it; what else it holds follows the activity's `fields`. */
export type RecordedStep = Readonly<Record<string, unknown>> & {
  readonly at: string;
  readonly by: string;
  readonly recorded_by?: string;
};

export type { AnyActivity };

export interface PathStep {
  activity: Activity;
  step: RecordedStep;
}

/** How far a request has come, and where its own results led it. */
export interface Path {
  /** In the procedure's order. */
  done: PathStep[];
  /** What is to be done next; undefined at an end of the procedure, and after the service was closed. */
  next: Activity | undefined;
}

/** Follows a request through its procedure: recorded activities, then the one that its branches lead to. */
export function pathOf(request: ServiceRequest, { activities, further = [] }: Procedure): Path {
  const done: PathStep[] = [];
  const seen = new Set<string>();
  let activity = activities[0];
  while (activity && !seen.has(activity.key)) {
    seen.add(activity.key);
    const [step] = stepsOf(request, activity);
    if (!step) break;
    done.push({ activity, step });
    const next = nextKey(activity, step);
    activity = activities.find(({ key }) => key === next);
  }
  const closed = further.some((one) => one.effect === "closure" && stepsOf(request, one).length > 0);
  return { done, next: closed ? undefined : activity };
}

/** Key of the activity that a recorded step leads to, or `end`. */
function nextKey({ next, branches = [] }: Activity, step: RecordedStep): string | undefined {
  return branches.find(({ when }) => step[when.field] === when.equals)?.next ?? next;
}

/** What a request has recorded of an activity: nothing, one step, or several of one that repeats. */
export function stepsOf(request: ServiceRequest, { key, effect }: AnyActivity): RecordedStep[] {
  const steps: Readonly<Record<string, unknown>> = { ...request.steps };
  const found = steps[effect ?? key];
  const list: unknown[] = Array.isArray(found) ? found : [found];
  return list.filter(isStep);
}

function isStep(value: unknown): value is RecordedStep {
  return typeof value === "object" && value !== null && "at" in value;
}

/** The procedure that a request follows; undefined when its file is missing or unusable. */
export function procedureOf(site: Site, { kind }: ServiceRequest): Procedure | undefined {
  return site.procedures[kind];
}

/** The activity of a key, whether the procedure's own or a further one. */
export function findActivity(procedure: Procedure, key: string): AnyActivity | undefined {
  return allActivities(procedure).find((activity) => activity.key === key);
}

/** The activity that means something to Titip, e.g. `decision`; undefined where the office has none. */
export function activityOfEffect(
  procedure: Procedure,
  effect: AnyActivity["effect"],
): AnyActivity | undefined {
  return allActivities(procedure).find((activity) => activity.effect === effect);
}

/** Everything that was recorded, oldest first. */
export function history(
  request: ServiceRequest,
  procedure: Procedure,
): { activity: AnyActivity; step: RecordedStep }[] {
  return allActivities(procedure)
    .flatMap((activity) => stepsOf(request, activity).map((step) => ({ activity, step })))
    .sort((a, b) => Date.parse(a.step.at) - Date.parse(b.step.at));
}
