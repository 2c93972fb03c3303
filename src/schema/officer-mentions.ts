import { APPLICANT } from "./procedure/roles";
import type { ProcedureView } from "./procedure-view";
import { fieldOf, stepEntries } from "./request-steps";
import { record } from "./shape/record";
import type { ServiceRequest } from "./site";

/** A place in a request's steps that names a position of the office. */
export interface OfficerMention {
  key: string;
  /** `by` acts and needs the role; `recorded_by` and `with` take part; `to` is only addressed. */
  field: "by" | "recorded_by" | "with" | "to";
  pointer: string;
  /** Where the time of the step stands. */
  time: string;
  /** When the step was done. */
  at: string;
}

/**
 * Every position that a request's steps name. Where the applicant acts, `by` is the agency and not among them.
 *
 * @param view the request's procedure; what its fields mean is not known without it
 */
export function officerMentions(request: ServiceRequest, view: ProcedureView | undefined): OfficerMention[] {
  const mentions: OfficerMention[] = [];
  for (const { key: name, pointer: base, step } of stepEntries(request)) {
    const add = (field: OfficerMention["field"], key: unknown, place: string = field) => {
      if (typeof key === "string")
        mentions.push({ key, field, pointer: `${base}/${place}`, time: `${base}/at`, at: step.at });
    };
    if (!isApplicants(name, step.by, request, view)) add("by", step.by);
    add("recorded_by", step.recorded_by);
    for (const { name: field, type } of view?.officerFields(name) ?? []) {
      const value = fieldOf(step, field);
      if (type === "officer") add("to", value, field);
      else if (type === "differences") add("with", record(value).by, `${field}/by`);
      else if (Array.isArray(value))
        for (const [index, key] of value.entries()) add("with", key, `${field}/${index}`);
    }
  }
  return mentions;
}

/** Whether a step is done by the applicant itself. */
export function isApplicants(
  step: string,
  by: string,
  { applicant }: ServiceRequest,
  view: ProcedureView | undefined,
): boolean {
  const actor = view?.activity(step)?.actor ?? [];
  if (step === "request" || (actor.length === 1 && actor[0] === APPLICANT)) return true;
  return actor.includes(APPLICANT) && by === applicant.agency;
}
