import { stepEntries } from "../request-steps";
import type { Rule, RuleContext } from "./rule";

/** Each activity is done by a role that the procedure names for it. */
export const officerRole: Rule = {
  id: "officer-role",
  check({ site, activities }, report) {
    const actors = new Map<string, readonly string[]>();
    for (const { key, actor } of activities.values()) actors.set(key, actor);
    for (const { key, actor } of site.procedures.hosting?.further ?? []) actors.set(key, actor);
    const entitled = entitledOfficers(site);
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
        });
      }
    }
  },
};

/** Positions by role. */
function entitledOfficers(site: RuleContext["site"]): Map<string, string[]> {
  const byRole = new Map<string, string[]>();
  for (const [key, { roles }] of site.officers) {
    for (const role of roles) byRole.set(role, [...(byRole.get(role) ?? []), key]);
  }
  return byRole;
}
