import { isMoment } from "../moments";
import { verdictFields } from "../procedure/effects";
import type { ProcedureReading } from "../procedure/reading";
import { record } from "./record";
import type { Guess } from "./stand-in";

/**
 * What can be told of a request's own fields when they are written wrongly: it decides whether the request is
 * judged as one that may come to hold something, and beside whom.
 *
 * @param file named by the request's id
 * @param data as it is by now, of any shape, with the office's own keys
 */
export function requestGuess(file: string, data: unknown, { keys }: ProcedureReading): Guess {
  const decision = keys.inFile("/steps/decision");
  const assessment = keys.inFile("/steps/assessment");
  return (pointer) => {
    const steps = record(record(data).steps);
    const step = /^\/steps\/([a-z_]+)(?:\/[0-9]+)?\/at$/.exec(pointer)?.[1];
    if (pointer === "/id") return /([A-Z]{3}-[0-9]{4}-[0-9]{4,6})\.yaml$/.exec(file)?.[1];
    if (pointer === `${decision}/result`) return decided(stepAt(steps, decision));
    if (verdictFields.some((field) => pointer === `${assessment}/${field}`))
      return feasible(stepAt(steps, assessment));
    return step === undefined ? undefined : momentNear(steps, step);
  };
}

function stepAt(steps: Readonly<Record<string, unknown>>, pointer: string) {
  return record(steps[pointer.slice("/steps/".length)]);
}

/** Only a rejection needs a reason. */
function decided({ reason }: Readonly<Record<string, unknown>>): string {
  return reason === undefined ? "approved" : "rejected";
}

function feasible({ reason, allocation }: Readonly<Record<string, unknown>>): boolean {
  return reason === undefined || allocation !== undefined;
}

/** Steps are written in the order of their times: the step before, else the next one that has a time. */
function momentNear(steps: Readonly<Record<string, unknown>>, step: string): string | undefined {
  const keys = Object.keys(steps);
  const place = keys.indexOf(step);
  const near = [...keys.slice(0, Math.max(place, 0)).reverse(), ...keys.slice(place + 1)];
  for (const key of near) {
    const { at } = record(steps[key]);
    if (typeof at === "string" && isMoment(at)) return at;
  }
  return undefined;
}
