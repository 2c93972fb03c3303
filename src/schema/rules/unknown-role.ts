import type { ProcedureView } from "../procedure-view";
import { inventoryFiles, topicFiles } from "../site-files";
import { pointerStep } from "../yaml/pointer";
import type { Report, Rule, RuleContext } from "./rule";
import { unknownKey } from "./unknown-key";

/** Roles of positions, of activities and of the policy of approvals are roles of the procedure. */
export const unknownRole: Rule = {
  id: "unknown-role",
  check(context, report) {
    const known = context.procedures.filter(({ unsure }) => !unsure.told("/roles"));
    for (const view of known) checkActors(view, report);
    // A procedure that is there and cannot be read may be the one that knows a role.
    if (known.length === context.procedures.length && context.site.unreadProcedures.length === 0)
      checkPositions(context, report);
  },
};

function checkPositions({ site, procedures }: RuleContext, report: Report): void {
  const roles = new Set(procedures.flatMap(({ procedure }) => Object.keys(procedure.roles)));
  const source = procedures[0]?.file ?? "sop/";
  const space = { kind, keys: [...roles], source };
  for (const [key, officer] of site.officers) {
    for (const [index, role] of officer.roles.entries()) {
      const pointer = `/officers${pointerStep(key)}/roles/${index}`;
      if (!roles.has(role)) report(unknownKey({ file: inventoryFiles.officers, pointer }, role, space));
    }
  }
  for (const list of ["override", "inventory", "emergency"] as const) {
    for (const [index, role] of (site.approvalPolicy?.[list]?.roles ?? []).entries()) {
      const place = { file: topicFiles.approvals, pointer: `/approvals/${list}/roles/${index}` };
      if (!roles.has(role)) report(unknownKey(place, role, space));
    }
  }
}

function checkActors({ file, procedure }: ProcedureView, report: Report): void {
  const roles = new Set(Object.keys(procedure.roles));
  const space = { kind, keys: [...roles], source: file };
  for (const list of ["activities", "further"] as const) {
    for (const [index, activity] of (procedure[list] ?? []).entries()) {
      for (const [place, role] of activity.actor.entries()) {
        const pointer = `/${list}/${index}/actor/${place}`;
        if (!roles.has(role)) report(unknownKey({ file, pointer }, role, space));
      }
    }
  }
}

const kind = { id: "peran", en: "role" };
