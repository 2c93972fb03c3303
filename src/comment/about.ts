import type { RequestPlan } from "../plan/plan";
import { agencyName } from "../provision/outputs-common";
import type { ServiceRequest } from "../schema/site";
import { isSuspended, namesOf } from "../sop/request-state";
import type { CommentInput } from "./given";

/** What becomes of one request's service. */
export type Fate = "created" | "changed" | "suspended" | "resumed" | "closed" | "removed";

/** One request of the plan, with what a reader calls it. */
export interface About {
  plan: RequestPlan;
  /** Undefined when its file is gone. */
  request: ServiceRequest | undefined;
  fate: Fate;
  /** Planned as if approved. */
  pending: boolean;
  /** The main name, else the id. */
  name: string;
  agency: string;
}

/** Every request of the plan, in its order. */
export function aboutAll({ site, plan, pending }: CommentInput): About[] {
  const requests = new Map(site.requests.map(({ data }) => [data.id, data]));
  return plan.requests.map((own) => {
    const request = requests.get(own.request);
    return {
      plan: own,
      request,
      fate: fateOf(own, request),
      pending: pending.includes(own.request),
      name: (request && namesOf(request)[0]) ?? own.request,
      agency: request ? agencyName(site, request) : "",
    };
  });
}

function fateOf({ operations }: RequestPlan, request: ServiceRequest | undefined): Fate {
  const changes = operations.flatMap((operation) => operation.changes);
  if (!request) return "removed";
  if (changes.some(({ path, new: now }) => path === "closed" && now === true)) return "closed";
  if (operations.every(({ action }) => action === "create")) return "created";
  if (operations.every(({ action }) => action === "delete")) return "removed";
  if (isSuspended(request) && changes.some(({ path }) => path === "suspended" || path === "access"))
    return "suspended";
  if (changes.some(({ path, old }) => path === "suspended" && old === true)) return "resumed";
  return "changed";
}
