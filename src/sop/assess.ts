import type { HostingAllocation, HostingRequest } from "../schema/generated/hosting-request";
import { allocationOf, isRefused, seniority } from "../schema/request-life";
import type { LoadedRequest, Site } from "../schema/site";
import type { Text } from "../text";
import { allocate, type Reality } from "./allocate";
import { addStep, setField } from "./edit-steps";
import { positionFor } from "./officers";
import { isDedicated } from "./request-state";

export interface AssessmentOptions {
  /** Time of the assessment with offset, e.g. `2026-11-23T10:00:00+07:00`. */
  at: string;
  /** Position that assessed; by default the first whose role the procedure names for the activity. */
  by?: string;
  /** Position that typed it, when that was somebody else. */
  recordedBy?: string;
  /** What the servers hold, when they could be asked. */
  reality?: Reality;
  /** Why the request cannot be met; then nothing is allocated. */
  infeasible?: string;
}

export type Assessed = { text: string; allocation?: HostingAllocation; changed: boolean } | { refusal: Text };

/**
 * Activity 4 of the hosting procedure (kajian): gives the request its server, address and uid and writes them
 * into its assessment step, so that the approver approves those very values. Safe to repeat: an allocation
 * that is there stays, unless an older request holds the same address or uid (two branches that met).
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
  const held = assessment?.allocation;
  const conflict = held && olderHolder(site, data);
  if (held && !conflict) return { text, allocation: held, changed: false };
  if (decision || closure)
    return { refusal: conflict ? approvedElsewhere(data.id, conflict) : tooLate(data.id) };
  if (assessment?.feasible === false) return { refusal: notFeasible(data.id) };
  if (options.infeasible !== undefined)
    return infeasible(site, text, options.infeasible, assessment !== undefined, options);
  const result = allocate(site, data, options.at, options.reality);
  if ("refusal" in result) return result;
  const { allocation } = result;
  if (assessment)
    return { text: setField(text, "assessment", "allocation", allocation), allocation, changed: true };
  return {
    text: addStep(text, "assessment", { ...who(site, options), feasible: true, allocation }),
    allocation,
    changed: true,
  };
}

/** Id of a request with the better right to this one's address or uid. */
function olderHolder(site: Site, request: HostingRequest): string | undefined {
  const mine = allocationOf(request);
  const rivals = site.requests.map(({ data }) => data).filter(({ id }) => id !== request.id);
  const rival = rivals.find((other) => {
    const theirs = allocationOf(other);
    if (!mine || !theirs || isRefused(other) || seniority(other) > seniority(request)) return false;
    return theirs.uid === mine.uid || (isDedicated(site, request) && theirs.ipv4 === mine.ipv4);
  });
  return rival?.id;
}

function infeasible(
  site: Site,
  text: string,
  reason: string,
  assessed: boolean,
  options: AssessmentOptions,
): Assessed {
  if (assessed) return { refusal: alreadyAssessed() };
  return {
    text: addStep(text, "assessment", { ...who(site, options), feasible: false, reason }),
    changed: true,
  };
}

function who(site: Site, { at, by, recordedBy }: AssessmentOptions): Record<string, unknown> {
  const officer = by ?? positionFor(site, "assessment");
  return { at, by: officer, ...(recordedBy ? { recorded_by: recordedBy } : {}) };
}

function approvedElsewhere(id: string, holder: string): Text {
  return {
    id: `${id} disetujui dengan alamat atau uid yang dipegang ${holder}; hapus langkah decision, jalankan titip assess ${id}, lalu mintakan persetujuan lagi`,
    en: `${id} was approved with an address or uid that ${holder} holds; take its decision step out, run titip assess ${id}, and have it approved anew`,
  };
}

function tooLate(id: string): Text {
  return {
    id: `${id} sudah diputuskan atau ditutup; alokasi tidak dapat diberikan lagi. Layanan baru memerlukan nomor permohonan baru`,
    en: `${id} has been decided or closed; nothing can be allocated any more. A new service needs a new request id`,
  };
}

function notFeasible(id: string): Text {
  return {
    id: `${id} dinilai tidak dapat dilaksanakan pada langkah assessment; hapus langkah itu bila penilaiannya berubah`,
    en: `${id} was assessed as not feasible; take that step out if the assessment has changed`,
  };
}

function alreadyAssessed(): Text {
  return {
    id: "langkah assessment sudah ada; ubah feasible dan reason di berkas permohonan",
    en: "there is an assessment step already; change feasible and reason in the request's file",
  };
}
