import { emergencyRoles } from "../../approval/policy";
import type { Doubts } from "../doubts";
import { APPLICANT } from "../procedure/roles";
import { memoryKey } from "../procedure/step-keys";
import type { ProcedureView } from "../procedure-view";
import { fieldOf, type StepEntry, stepEntries } from "../request-steps";
import type { ServiceRequest, Site } from "../site";
import { inventoryFiles } from "../site-files";
import { pointerStep } from "../yaml/pointer";
import type { Report, Rule } from "./rule";

/** Each activity is done by a role that the procedure names for it. */
export const officerRole: Rule = {
  id: "officer-role",
  check({ site, doubts, procedures }, report) {
    const actors = new Map(procedures.map((view) => [view.kind, actorsOf(view)]));
    const entitled = entitledOfficers(site, doubts(inventoryFiles.officers));
    for (const { file, data } of site.requests) {
      for (const entry of stepEntries(data)) {
        const actor = actors.get(data.kind)?.get(entry.key);
        if (!actor || entry.key === "request") continue; // the applicant's letter: unknown-agency tells
        if (actor.includes(APPLICANT)) checkApplicant(file, data, entry, actor, site, report);
        else checkOfficer(file, entry, [...actor, ...further(site, entry)], site, entitled, report);
      }
    }
  },
};

/** Roles by step, as far as the procedure's file tells them. */
function actorsOf({ procedure, unsure }: ProcedureView): Map<string, readonly string[]> {
  const actors = new Map<string, readonly string[]>();
  for (const list of ["activities", "further"] as const) {
    for (const [index, activity] of (procedure[list] ?? []).entries()) {
      if (!unsure.about(`/${list}/${index}/actor`)) actors.set(memoryKey(activity), activity.actor);
    }
  }
  return actors;
}

/** Who may suspend a service at once, beside those of the procedure. */
function further(site: Site, { key, step }: StepEntry): readonly string[] {
  return key === "suspension" && fieldOf(step, "emergency") === true ? emergencyRoles(site) : [];
}

type Entitled = ReadonlyMap<string, readonly string[]>;

function checkOfficer(
  file: string,
  { pointer, step }: StepEntry,
  actor: readonly string[],
  site: Site,
  entitled: Entitled,
  report: Report,
): void {
  const officer = site.officers.get(step.by);
  if (!officer || officer.roles.some((role) => actor.includes(role))) return;
  report({
    file,
    pointer: `${pointer}/by`,
    message: {
      id: `jabatan \`${step.by}\` tidak berwenang untuk kegiatan ini`,
      en: `the position \`${step.by}\` may not do this activity`,
    },
    remedy: {
      id: "Catat jabatan yang berwenang; yang mengetik dicatat sebagai `recorded_by`.",
      en: "Record the position that may; who typed it goes to `recorded_by`.",
    },
    allowed: [...new Set(actor.flatMap((role) => entitled.get(role) ?? []))],
    rests: [{ file: inventoryFiles.officers, pointer: rolesOf(step.by) }],
  });
}

/** What the applicant does is done by the agency that asked, or by a role that the procedure names beside it. */
function checkApplicant(
  file: string,
  { applicant }: ServiceRequest,
  { pointer, step }: StepEntry,
  actor: readonly string[],
  site: Site,
  report: Report,
): void {
  const officer = site.officers.get(step.by);
  if (step.by === applicant.agency || officer?.roles.some((role) => actor.includes(role))) return;
  if (actor.length > 1 && !officer) return; // unknown-officer tells
  report({
    file,
    pointer: `${pointer}/by`,
    message: {
      id: `kegiatan ini dilakukan oleh pemohon \`${applicant.agency}\`, bukan \`${step.by}\``,
      en: `this activity is done by the applicant \`${applicant.agency}\`, not by \`${step.by}\``,
    },
    remedy: {
      id: `Tulis \`by: ${applicant.agency}\`; yang mengetik dicatat sebagai \`recorded_by\`.`,
      en: `Write \`by: ${applicant.agency}\`; who typed it goes to \`recorded_by\`.`,
    },
    allowed: [applicant.agency],
    rests: ["/applicant/agency"],
  });
}

function rolesOf(officer: string): string {
  return `/officers${pointerStep(officer)}/roles`;
}

/** Positions by role. */
function entitledOfficers(site: Site, unsure: Doubts): Map<string, string[]> {
  const byRole = new Map<string, string[]>();
  for (const [key, { roles }] of site.officers) {
    if (unsure.about(rolesOf(key))) continue;
    for (const role of roles) byRole.set(role, [...(byRole.get(role) ?? []), key]);
  }
  return byRole;
}
