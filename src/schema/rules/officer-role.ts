import type { Doubts } from "../doubts";
import { stepEntries } from "../request-steps";
import type { Site } from "../site";
import { inventoryFiles, procedureFiles } from "../site-files";
import { pointerStep } from "../yaml/pointer";
import type { Rule } from "./rule";

/** Each activity is done by a role that the procedure names for it. */
export const officerRole: Rule = {
  id: "officer-role",
  check({ site, doubts }, report) {
    const actors = actorsOf(site, doubts(procedureFiles.hosting));
    const entitled = entitledOfficers(site, doubts(inventoryFiles.officers));
    for (const { file, data } of site.requests) {
      for (const [step, record] of stepEntries(data)) {
        const actor = actors.get(step);
        const officer = site.officers.get(record.by);
        if (!officer || !actor || step === "request" || officer.roles.some((role) => actor.includes(role)))
          continue;
        const allowed = [...new Set(actor.flatMap((role) => entitled.get(role) ?? []))];
        report({
          file,
          pointer: `/steps/${step}/by`,
          message: {
            id: `jabatan \`${record.by}\` tidak berwenang untuk kegiatan ini`,
            en: `the position \`${record.by}\` may not do this activity`,
          },
          remedy: {
            id: "Catat jabatan yang berwenang; yang mengetik dicatat sebagai `recorded_by`.",
            en: "Record the position that may; who typed it goes to `recorded_by`.",
          },
          allowed,
          rests: [{ file: inventoryFiles.officers, pointer: rolesOf(record.by) }],
        });
      }
    }
  },
};

/** Roles by step, as far as the procedure's file tells them. */
function actorsOf({ procedures }: Site, unsure: Doubts): Map<string, readonly string[]> {
  const actors = new Map<string, readonly string[]>();
  for (const list of ["activities", "further"] as const) {
    for (const [index, { key, actor }] of (procedures.hosting?.[list] ?? []).entries()) {
      if (!unsure.about(`/${list}/${index}/actor`)) actors.set(key, actor);
    }
  }
  return actors;
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
