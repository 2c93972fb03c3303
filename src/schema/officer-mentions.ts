import type { HostingRequest } from "./generated/hosting-request";
import { stepEntries } from "./request-steps";
import { pointerStep } from "./yaml/pointer";

/** A place in a request's steps that names a position of the office. */
export interface OfficerMention {
  key: string;
  step: string;
  /** `by` acts and needs the role; `recorded_by` and `with` take part; `to` is only addressed. */
  field: "by" | "recorded_by" | "with" | "to";
  pointer: string;
  /** When the step was done. */
  at: string;
}

/** Every position that a request's steps name. `request.by` is the agency and not among them. */
export function officerMentions(request: HostingRequest): OfficerMention[] {
  const mentions: OfficerMention[] = [];
  for (const [step, record] of stepEntries(request)) {
    const base = `/steps${pointerStep(step)}`;
    const add = (field: OfficerMention["field"], key: string | undefined, pointer = `${base}/${field}`) => {
      if (key !== undefined) mentions.push({ key, step, field, pointer, at: record.at });
    };
    if (step !== "request") add("by", record.by);
    add("recorded_by", record.recorded_by);
    if ("to" in record) add("to", record.to);
    const others: string[] = "with" in record ? (record.with ?? []) : [];
    for (const [index, key] of others.entries()) add("with", key, `${base}/with/${index}`);
  }
  return mentions;
}
