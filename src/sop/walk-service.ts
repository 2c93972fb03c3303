import { instant } from "../schema/moments";
import type { ServiceRequest } from "../schema/site";

/** The service behind a request, whatever its kind. */
export type Service = "none" | "running" | "suspended" | "closed";

interface Happened {
  at: string;
}

/** Whether the service runs: approved, and neither closed nor suspended without having been resumed since. */
export function serviceOf({ steps }: ServiceRequest): Service {
  if (steps.closure) return "closed";
  if (steps.decision?.result !== "approved" || steps.placement?.result === "returned") return "none";
  return currentSuspension({ steps }) ? "suspended" : "running";
}

/** The suspension that is in force; undefined when there is none. */
export function currentSuspension({ steps }: Pick<ServiceRequest, "steps">) {
  const suspended = latest(steps.suspension);
  const resumed = latest(steps.resumption);
  if (!suspended || (resumed && instant(resumed.at) >= instant(suspended.at))) return undefined;
  return suspended;
}

/** First and last day of the service, renewals counted. */
export function termOf({ term, steps }: ServiceRequest): { from: string; until: string } {
  const renewed = (steps.renewal ?? []).map(({ until }) => until);
  return { from: term.from, until: [term.until, ...renewed].sort().at(-1) ?? term.until };
}

function latest<Step extends Happened>(steps: readonly Step[] | undefined): Step | undefined {
  return [...(steps ?? [])].sort((a, b) => instant(a.at) - instant(b.at)).at(-1);
}
