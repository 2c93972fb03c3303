/** Files below `evidence/`, by path relative to the site's root. */
export type EvidenceFiles = ReadonlyMap<string, string>;

export const EVIDENCE_FOLDER = "evidence";

/** The files of one approval: what was approved, the signature, the plan, and in the end that it was done. */
export interface Evidence {
  /** Path without its ending, e.g. `evidence/HST-2026-0007/decision`. */
  path: string;
  place: EvidencePlace;
  statement: string;
  signature?: string;
  plan?: string;
  /** Written by the pipeline after it did what was approved: then the approval is spent and permits nothing more. */
  applied?: string;
}

/** What an evidence is of, by its name. */
export type EvidencePlace =
  | { of: "step"; request: string; activity: string; number: number; followUp: boolean }
  | { of: "approval"; name: string };

const STEP = /^evidence\/((?:HST|COL)-\d{4}-\d{4,6})\/([a-z][a-z_]*)(-follow-up)?(?:-([2-9]|[1-9]\d{1,3}))?$/;
const APPROVAL = /^evidence\/approvals\/([a-z0-9]+(?:-[a-z0-9]+)*)$/;
const ENDING = /\.(?:plan\.json|applied\.json|json|sig)$/;

/** Where the evidence of a step lies, without ending. @param number from 1: of an activity that repeats */
export function stepEvidencePath(request: string, activity: string, number = 1, followUp = false): string {
  const tail = number === 1 ? "" : `-${number}`;
  return `${EVIDENCE_FOLDER}/${request}/${activity}${followUp ? "-follow-up" : ""}${tail}`;
}

/** Where the evidence of `approvals/<name>.yaml` lies, without ending. */
export function approvalEvidencePath(name: string): string {
  return `${EVIDENCE_FOLDER}/approvals/${name}`;
}

/** What a path without ending stands for; undefined for one that is no evidence's. */
export function placeOfPath(path: string): EvidencePlace | undefined {
  const [, request, activity, followUp, number] = STEP.exec(path) ?? [];
  if (request !== undefined && activity !== undefined)
    return { of: "step", request, activity, number: Number(number ?? 1), followUp: followUp !== undefined };
  const name = APPROVAL.exec(path)?.[1];
  return name === undefined ? undefined : { of: "approval", name };
}

/** All evidence among the files, sorted by path, and files that belong to none. */
export function listEvidence(files: EvidenceFiles): { evidence: Evidence[]; strays: string[] } {
  const evidence: Evidence[] = [];
  const strays: string[] = [];
  for (const [file, statement] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const path = file.replace(ENDING, "");
    const place = placeOfPath(path);
    if (!place || !ENDING.test(file) || !files.has(`${path}.json`)) strays.push(file);
    else if (file === `${path}.json`)
      evidence.push({
        path,
        place,
        statement,
        signature: files.get(`${path}.sig`),
        plan: files.get(`${path}.plan.json`),
        applied: files.get(`${path}.applied.json`),
      });
  }
  return { evidence, strays };
}
