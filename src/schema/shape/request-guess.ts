import { isMoment } from "../moments";
import { record } from "./record";
import type { Guess } from "./stand-in";

/**
 * What can be told of a request's own fields when they are written wrongly: it decides whether the request is
 * judged as one that may come to hold something, and beside whom.
 *
 * @param file named by the request's id
 * @param data as it is by now, of any shape
 */
export function requestGuess(file: string, data: unknown): Guess {
  return (pointer) => {
    const steps = record(record(data).steps);
    if (pointer === "/id") return /([A-Z]{3}-[0-9]{4}-[0-9]{4,6})\.yaml$/.exec(file)?.[1];
    if (pointer === "/steps/decision/result") return decided(record(steps.decision));
    if (pointer === "/steps/assessment/feasible") return feasible(record(steps.assessment));
    const step = /^\/steps\/([a-z_]+)\/at$/.exec(pointer)?.[1];
    return step === undefined ? undefined : momentNear(steps, step);
  };
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
