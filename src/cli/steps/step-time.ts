import type { ServiceRequest } from "../../schema/site";
import { unusable } from "../command-error";

/** Where the procedure comes from. */
const WIB = "+07:00";
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(Z|[+-]\d{2}:\d{2})$/;

/**
 * The time that a step is recorded with: as given, or `now`, written with the offset of the request's
 * steps before it, so that a machine on UTC still writes the office's hours. A day alone gets the hour of `now`, or
 * the time of the last step where that was later on the same day: nothing is recorded before what it follows.
 *
 * @throws CommandError (exit code 2) for a date that is none
 */
export function stepTime(
  request: Pick<ServiceRequest, "steps">,
  wanted: string | undefined,
  now: Date,
): string {
  if (wanted !== undefined && TIME.test(wanted) && !Number.isNaN(Date.parse(wanted))) return wanted;
  const last = lastTime(request);
  const local = inOffset(now, /([+-]\d{2}:\d{2}|Z)$/.exec(last)?.[0] ?? WIB);
  if (wanted === undefined) return local;
  if (DAY.test(wanted) && isDay(wanted)) return notBefore(last, `${wanted}${local.slice(10)}`);
  throw unusable({
    id: `--date '${wanted}' bukan YYYY-MM-DD atau YYYY-MM-DDThh:mm:ss+07:00`,
    en: `--date '${wanted}' is neither YYYY-MM-DD nor YYYY-MM-DDThh:mm:ss+07:00`,
  });
}

/** 2026-02-30 would be taken for 2 March. */
function isDay(day: string): boolean {
  const time = Date.parse(day);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}

/** The time of the latest step; empty when none is written. */
function lastTime(request: Pick<ServiceRequest, "steps">): string {
  const steps: readonly unknown[] = Object.values(request.steps).flat();
  const times = steps.map((step) =>
    typeof step === "object" && step !== null && "at" in step ? String(step.at) : "",
  );
  return times.sort().at(-1) ?? "";
}

function notBefore(last: string, at: string): string {
  return last.slice(0, 10) === at.slice(0, 10) && Date.parse(last) > Date.parse(at) ? last : at;
}

/** A moment written with an offset: `+07:00`, or `Z` for UTC. */
export function inOffset(now: Date, offset: string): string {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):(\d{2})$/.exec(offset) ?? [];
  const shift = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * (sign === "-" ? -1 : 1);
  return `${new Date(now.getTime() + shift * 60_000).toISOString().slice(0, 19)}${offset}`;
}
