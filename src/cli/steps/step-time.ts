import type { ServiceRequest } from "../../schema/site";
import { unusable } from "../command-error";

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(Z|[+-]\d{2}:\d{2})$/;

/**
 * The time that a step is recorded with: as given, or `now`, written with the offset of the request's
 * steps before it, so that a machine on UTC still writes the office's hours. A day alone gets the hour of `now`.
 *
 * @throws CommandError (exit code 2) for a date that is none
 */
export function stepTime(
  request: Pick<ServiceRequest, "steps">,
  wanted: string | undefined,
  now: Date,
): string {
  if (wanted !== undefined && TIME.test(wanted) && !Number.isNaN(Date.parse(wanted))) return wanted;
  const local = inOffset(now, offsetOf(request));
  if (wanted === undefined) return local;
  if (DAY.test(wanted) && isDay(wanted)) return `${wanted}${local.slice(10)}`;
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

/** Offset of the latest step, `+07:00` (WIB, where the procedure comes from) when none is written. */
function offsetOf(request: Pick<ServiceRequest, "steps">): string {
  const steps: readonly unknown[] = Object.values(request.steps).flat();
  const latest =
    steps
      .map((step) => (typeof step === "object" && step !== null && "at" in step ? String(step.at) : ""))
      .sort()
      .at(-1) ?? "";
  return /([+-]\d{2}:\d{2}|Z)$/.exec(latest)?.[0] ?? "+07:00";
}

/** A moment written with an offset: `+07:00`, or `Z` for UTC. */
export function inOffset(now: Date, offset: string): string {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):(\d{2})$/.exec(offset) ?? [];
  const shift = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * (sign === "-" ? -1 : 1);
  return `${new Date(now.getTime() + shift * 60_000).toISOString().slice(0, 19)}${offset}`;
}
