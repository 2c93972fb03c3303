import { APPLICANT } from "../../schema/procedure/roles";
import type { ServiceRequest, Site } from "../../schema/site";
import type { AnyActivity } from "../../sop/walk";
import { unusable } from "../command-error";
import type { ArgumentSpec, OptionSpec } from "../command-spec";
import { stepTime } from "./step-time";

export const REQUEST_ARGUMENT: ArgumentSpec = {
  name: "<id>",
  text: { id: "nomor permohonan", en: "request id" },
};

/** Options of every command that records a step of a request: when, who decided, who typed it. */
export const STEP_OPTIONS: OptionSpec[] = [
  {
    flags: "--date <date>",
    text: {
      id: "kapan, YYYY-MM-DD atau dengan jam dan zona waktu (bawaan: sekarang)",
      en: "when, YYYY-MM-DD or with time and offset (default: now)",
    },
  },
  {
    flags: "--by <officer>",
    text: {
      id: "jabatan yang memutuskan (bawaan: yang pertama berperan menurut prosedur)",
      en: "position that decided (default: the first with the role the procedure names)",
    },
  },
  { flags: "--recorded-by <officer>", text: { id: "jabatan yang mencatat", en: "position that typed it" } },
];

/** When a step happened, who decided and who typed it: keys of positions in datacenter/officers.yaml. */
export interface StepPeople {
  at: string;
  by?: string;
  recordedBy?: string;
}

/**
 * The values of `STEP_OPTIONS`.
 * @param activity when given, an agency is taken for `by` where the procedure lets the applicant act
 * @throws CommandError (exit code 2) for an unknown position or a date that is none
 */
export function stepPeople(
  site: Site,
  request: ServiceRequest,
  options: Record<string, unknown>,
  now = new Date(),
  activity?: AnyActivity,
): StepPeople {
  const by = options.by as string | undefined;
  const recordedBy = options.recordedBy as string | undefined;
  const isAgency = by !== undefined && activity?.actor.includes(APPLICANT) === true && site.agencies.has(by);
  for (const officer of isAgency ? [recordedBy] : [by, recordedBy]) checkOfficer(site, officer);
  return { at: stepTime(request, options.date as string | undefined, now), by, recordedBy };
}

function checkOfficer(site: Site, key: string | undefined): void {
  if (key === undefined || site.officers.has(key)) return;
  const known = [...site.officers.keys()].join(", ");
  throw unusable({
    id: `jabatan '${key}' tidak ada di datacenter/officers.yaml; yang ada: ${known}`,
    en: `there is no position '${key}' in datacenter/officers.yaml; there are: ${known}`,
  });
}
