import type { JudgedRequest } from "../judged-site";

/** A request as others are told of it: its id, and its agency when that is known. */
export function whoHas({ data, doubts }: JudgedRequest): string {
  return doubts.about("/applicant/agency") ? data.id : `${data.id} (${data.applicant.agency})`;
}
