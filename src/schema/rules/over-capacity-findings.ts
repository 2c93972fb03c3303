import { type OverCapacity, overCapacity } from "../../capacity/over-capacity";
import type { JudgedRequest } from "../judged-site";
import type { RuleContext } from "./rule";

const known = new WeakMap<readonly JudgedRequest[], OverCapacity<JudgedRequest>[]>();

/** Requests that are over capacity: two rules ask, all sums are made once. */
export function overCapacityOf({ site, live }: RuleContext): readonly OverCapacity<JudgedRequest>[] {
  const found = known.get(live) ?? overCapacity(site, live);
  known.set(live, found);
  return found;
}
