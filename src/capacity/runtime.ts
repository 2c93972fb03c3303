import type { Runtime as RuntimeData } from "../schema/generated/power";
import { parseMinutes, parsePower, parseTimeLimit } from "../schema/quantity";
import { roundDown } from "./amount";
import type { Runtime } from "./resource";

interface Point {
  load: number;
  minutes: number;
}

/**
 * Battery runtime between the measured points, after Peukert: minutes = c × load^-k, a straight line when both
 * axes are logarithmic. A straight line between the points themselves would promise more than the batteries
 * hold. Below the smallest load nothing is promised beyond its runtime, above the largest nothing at all.
 */
export function batteryRuntime({ required, table }: RuntimeData): Runtime {
  const points = pointsOf(table);
  return { required: parseMinutes(required), at: (load) => roundDown(minutesAt(points, load)) };
}

/** The largest load in whole watts at which the batteries last as long as they must; 0 when at none. */
export function loadThatLasts(data: RuntimeData): number {
  const points = pointsOf(data.table);
  const required = parseMinutes(data.required);
  let [low, high] = [0, points.at(-1)?.load ?? 0];
  if ((points[0]?.minutes ?? 0) < required) return 0;
  while (high - low > 0.5) {
    const middle = (low + high) / 2;
    if (minutesAt(points, middle) >= required) low = middle;
    else high = middle;
  }
  return minutesAt(points, Math.ceil(low)) >= required ? Math.ceil(low) : Math.floor(low);
}

/** False when a time is in working days: batteries know none, and the rule power-plan says so. */
export function runsByTheClock({ required, table }: RuntimeData): boolean {
  return [required, ...table.map(({ time }) => time)].every((time) => parseTimeLimit(time).unit !== "days");
}

function pointsOf(table: RuntimeData["table"]): Point[] {
  const points = table.map(({ load, time }) => ({ load: parsePower(load), minutes: parseMinutes(time) }));
  return points.sort((a, b) => a.load - b.load);
}

function minutesAt(points: readonly Point[], load: number): number {
  const above = points.findIndex((point) => point.load >= load);
  const high = points[above];
  const low = points[above - 1];
  if (!high) return 0;
  if (!low || high.load === load) return high.minutes;
  const share = Math.log(load / low.load) / Math.log(high.load / low.load);
  return low.minutes * (high.minutes / low.minutes) ** share;
}
