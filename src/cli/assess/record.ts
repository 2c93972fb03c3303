import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Problem } from "../../schema/problem";
import type { LoadedRequest, Site } from "../../schema/site";
import type { Reality } from "../../sop/allocate";
import { assess } from "../../sop/assess";
import { writeAtomically } from "../atomic-write";
import { failed, unusable } from "../command-error";
import type { Context } from "../context";
import { noteProblems, openSite } from "../site";
import { assessmentTime } from "./assessment-time";
import { describeAsJson, describeAssessed } from "./describe";

export interface AssessOrder {
  /** As the user gave it; now, where it is missing. */
  date?: string;
  /** Keys of positions in datacenter/officers.yaml. */
  by?: string;
  recordedBy?: string;
  /** Why the request cannot be carried out. */
  infeasible: string | undefined;
  /** What the servers hold, where they were asked. */
  reality: Reality | undefined;
  json: boolean;
}

/**
 * Writes the assessment into the request's file and says what was allocated.
 * @param before problems of the site as it was
 * @returns exit code
 */
export function record(
  context: Context,
  site: Site,
  request: LoadedRequest,
  before: readonly Problem[],
  { date, by, recordedBy, infeasible, reality, json }: AssessOrder,
): number {
  if (infeasible !== undefined && request.data.steps.assessment) throw alreadyAssessed(request);
  for (const officer of [by, recordedBy]) checkOfficer(site, officer);
  const file = join(site.root, request.file);
  const text = readFileSync(file, "utf8");
  const at = assessmentTime(request.data, date, new Date());
  const result = assess(site, request, text, { at, by, recordedBy, reality, infeasible });
  if ("refusal" in result) throw failed(result.refusal);
  if (result.changed) {
    writeAtomically(file, result.text);
    if (undoWhenWrong(context, site.root, request.file, before, text)) return 1;
  }
  context.print(json ? describeAsJson(request, result) : context.say(describeAssessed(request, result)));
  return 0;
}

function checkOfficer(site: Site, key: string | undefined): void {
  if (key === undefined || site.officers.has(key)) return;
  const known = [...site.officers.keys()].join(", ");
  throw unusable({
    id: `jabatan '${key}' tidak ada di datacenter/officers.yaml; yang ada: ${known}`,
    en: `there is no position '${key}' in datacenter/officers.yaml; there are: ${known}`,
  });
}

/** A second opinion must not pass silently over the first. */
function alreadyAssessed({ data, file }: LoadedRequest): Error {
  return failed(
    { id: `${data.id} sudah dikaji`, en: `${data.id} has been assessed already` },
    {
      id: `ubah feasible dan reason pada langkah assessment di ${file}`,
      en: `change feasible and reason in the assessment step of ${file}`,
    },
  );
}

/** Reads the site again; when the new step broke a rule (officer, order, time), the old text comes back. */
function undoWhenWrong(
  context: Context,
  root: string,
  file: string,
  before: readonly Problem[],
  old: string,
): boolean {
  const known = new Set(before.map(({ rule, file, message }) => `${rule} ${file} ${message.en}`));
  const wrong = openSite(root).problems.filter(
    (problem) =>
      problem.severity === "error" &&
      problem.file === file &&
      !known.has(`${problem.rule} ${problem.file} ${problem.message.en}`),
  );
  if (wrong.length === 0) return false;
  noteProblems(context, root, wrong);
  writeAtomically(join(root, file), old);
  context.note(
    context.say({
      id: `Kajian tidak dicatat: langkah itu melanggar aturan di atas. ${file} tidak diubah.`,
      en: `The assessment was not recorded: it breaks the rules above. ${file} is as it was.`,
    }),
  );
  return true;
}
