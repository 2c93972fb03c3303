import { officeKey } from "../schema/procedure/step-keys";
import { allocationOf, isFeasible } from "../schema/request-life";
import type { LoadedRequest, Site } from "../schema/site";
import type { Text } from "../text";
import { type Allocated, allocate } from "./allocate";
import {
  alreadyAssessed,
  approvedElsewhere,
  notFeasible,
  roomEnough,
  tooLate,
  toRecordIt,
} from "./assess-texts";
import { addStep, setField } from "./edit-steps";
import type { Reality } from "./reality";
import { removeField } from "./remove-field";
import { contest } from "./rivals";
import { verdictField } from "./verdict-field";
import { usualActorOf } from "./walk-officers";

export interface AssessmentOptions {
  /** Time of the assessment with offset, e.g. `2026-11-23T10:00:00+07:00`. */
  at: string;
  /** Position that assessed; by default the first that the procedure names for it and somebody holds. */
  by?: string;
  /** Position that typed it, when that was somebody else. */
  recordedBy?: string;
  /** What the servers hold, when they could be asked. */
  reality?: Reality;
  /** Record that it cannot be done: for this reason, or for the capacity that is missing when none is given. */
  infeasible?: { reason?: string };
}

type Allocation = Extract<Allocated, { allocation: unknown }>["allocation"];

/** Allocated, or with the reason why not; `changed` is false when nothing was to be done. */
export type Assessed =
  | { text: string; allocation?: Allocation; reason?: string; changed: boolean }
  | { refusal: Text; remedy?: Text };

/**
 * The assessment (kajian; of co-location: whether capacity is left). Gives the request its place, address and
 * whatever else its kind needs, and writes that into its assessment step, so that the approver approves those very
 * values. Safe to repeat: an allocation that is there stays, unless an older request holds one of its values or
 * needs the capacity (two branches that met).
 *
 * @param text the request's file as it stands
 */
export function assess(
  site: Site,
  { data }: LoadedRequest,
  text: string,
  options: AssessmentOptions,
): Assessed {
  const { assessment, decision, closure } = data.steps;
  const held = allocationOf(data);
  const rival = held && contest(site, data);
  const key = officeKey(site.procedures[data.kind], "assessment");
  if (held && !rival) {
    // a second opinion must not pass silently over the first
    return options.infeasible
      ? { refusal: alreadyAssessed(key) }
      : { text, allocation: held, changed: false };
  }
  if (decision || closure) return { refusal: rival ? approvedElsewhere(data.id, rival) : tooLate(data.id) };
  if (isFeasible(data) === false) return { refusal: notFeasible(data.id, key) };
  if (options.infeasible && assessment && !rival) return { refusal: alreadyAssessed(key) };
  if (options.infeasible?.reason !== undefined)
    return infeasible(site, data, text, options.infeasible.reason, options);
  const result = allocate(site, data, options.at, options.reality);
  if (options.infeasible) return reckoned(site, data, text, result, options);
  if ("refusal" in result)
    return { refusal: result.refusal, remedy: result.over.length > 0 ? toRecordIt(data.id) : undefined };
  const { allocation } = result;
  const changed = assessment
    ? setField(text, key, "allocation", allocation)
    : addStep(text, key, { ...who(site, data, options), [verdictField(site, data)]: true, allocation });
  return { text: changed, allocation, changed: true };
}

/** There is no capacity left, and the sums say so: they become the reason. */
function reckoned(
  site: Site,
  data: LoadedRequest["data"],
  text: string,
  result: Allocated,
  options: AssessmentOptions,
): Assessed {
  if ("allocation" in result) return { refusal: roomEnough(data.id) };
  return infeasible(site, data, text, oneLine(result.refusal.id), options);
}

/** What the office reads in its letters is Indonesian; on one line, as a step's fields are written. */
function oneLine(reason: string): string {
  return reason
    .replace(/:\n\s*/, ": ")
    .replace(/\n\s*/g, "; ")
    .trim();
}

function infeasible(
  site: Site,
  data: LoadedRequest["data"],
  text: string,
  reason: string,
  options: AssessmentOptions,
): Assessed {
  const key = officeKey(site.procedures[data.kind], "assessment");
  if (data.steps.assessment)
    return { text: reconsidered(site, data, text, key, reason), reason, changed: true };
  const step = { ...who(site, data, options), [verdictField(site, data)]: false, reason };
  return { text: addStep(text, key, step), reason, changed: true };
}

/** It had been found feasible on a branch of its own; beside what was merged since, it is not. */
function reconsidered(
  site: Site,
  data: LoadedRequest["data"],
  text: string,
  key: string,
  reason: string,
): string {
  const without = removeField(text, key, "allocation");
  return setField(setField(without, key, verdictField(site, data), false), key, "reason", reason);
}

function who(
  site: Site,
  data: LoadedRequest["data"],
  { at, by, recordedBy }: AssessmentOptions,
): Record<string, unknown> {
  const officer = by ?? usualActorOf(site, data, "assessment", at);
  return { at, by: officer, ...(recordedBy ? { recorded_by: recordedBy } : {}) };
}
