import { seniority } from "../schema/request-life";
import type { ServiceRequest, Site } from "../schema/site";
import { holds, ownConsumers, requestDraws } from "./consumers";
import { type CapacityLine, lines, resourcesOf } from "./lines";

/** A request that does not fit in beside those with the better right. */
export interface OverCapacity<R extends { data: ServiceRequest }> {
  request: R;
  /** Lines that it would take over their limit, with what the others take already. */
  lines: CapacityLine[];
}

/**
 * Who has to give way where more is given than there is: requests in the order of their right, each counted only
 * when it fits beside those before it. Linear but for sorting. No clock: resting addresses are not counted.
 */
export function overCapacity<R extends { data: ServiceRequest }>(
  site: Site,
  requests: readonly R[],
): OverCapacity<R>[] {
  const own = lines(resourcesOf(site), ownConsumers(site));
  const tally = new Map(
    [...own].map(([key, line]) => [key, { line, used: line.used, pending: line.pending }]),
  );
  const bySeniority = requests
    .filter(({ data }) => holds(data))
    .map((request) => ({ request, right: seniority(request.data) }))
    .sort((a, b) => a.right - b.right || (a.request.data.id < b.request.data.id ? -1 : 1));
  return bySeniority.flatMap(({ request }) => {
    const over = admit(site, tally, request.data);
    return over.length === 0 ? [] : [{ request, lines: over }];
  });
}

/** A line and what is taken of it so far: numbers that are counted up, since there may be many requests. */
interface Taken {
  line: CapacityLine;
  used: number;
  pending: number;
}

/** Counts a request in, or says what it would take over the limit. */
function admit(site: Site, tally: ReadonlyMap<string, Taken>, request: ServiceRequest): CapacityLine[] {
  const wanted = requestDraws(site, request).flatMap(({ key, amount = 0 }) => {
    const taken = tally.get(key);
    return taken && amount > 0 ? [{ taken, amount }] : [];
  });
  const over = wanted.filter(({ taken, amount }) => freeAfter(taken, amount) < 0);
  if (over.length === 0) {
    const state = request.steps.decision ? "used" : "pending";
    for (const { taken, amount } of wanted) taken[state] += amount;
  }
  return over.map(({ taken, amount }) => {
    const { line, used, pending } = taken;
    return { ...line, used, pending, wanted: amount, free: freeAfter(taken, amount) };
  });
}

function freeAfter({ line, used, pending }: Taken, amount: number): number {
  return line.usable - used - pending - amount;
}
