import { officerMentions } from "../officer-mentions";
import { PIPELINE } from "../procedure/roles";
import { inventoryFiles } from "../site-files";
import { pointerStep } from "../yaml/pointer";
import type { Report, Rule, RuleContext } from "./rule";

/** The machine's identity records the making of a service, and nothing that a person decides or does. */
export const pipelineStep: Rule = {
  id: "pipeline-step",
  check(context, report) {
    checkPositions(context, report);
    checkProcedures(context, report);
    checkSteps(context, report);
  },
};

/** A position that is machine and person at once could decide for itself. */
function checkPositions({ site }: RuleContext, report: Report): void {
  for (const [key, { roles }] of site.officers) {
    if (!roles.includes(PIPELINE) || roles.length === 1) continue;
    report({
      file: inventoryFiles.officers,
      pointer: `/officers${pointerStep(key)}/roles`,
      message: {
        id: `jabatan mesin \`${key}\` tidak boleh mempunyai peran lain di samping \`${PIPELINE}\``,
        en: `the machine's position \`${key}\` may have no other role beside \`${PIPELINE}\``,
      },
      remedy: {
        id: "Buat jabatan tersendiri untuk mesin.",
        en: "Make a position of its own for the machine.",
      },
    });
  }
}

function checkProcedures({ procedures }: RuleContext, report: Report): void {
  for (const { file, procedure } of procedures) {
    for (const list of ["activities", "further"] as const) {
      for (const [index, { key, actor, effect }] of (procedure[list] ?? []).entries()) {
        if (effect === "creation" || !actor.includes(PIPELINE)) continue;
        report({
          file,
          pointer: `/${list}/${index}/actor`,
          message: {
            id: `peran \`${PIPELINE}\` hanya untuk pembuatan layanan, bukan \`${key}\``,
            en: `the role \`${PIPELINE}\` is for the making of a service only, not for \`${key}\``,
          },
          remedy: { id: "Hapus perannya dari `actor`.", en: "Take the role out of `actor`." },
        });
      }
    }
  }
}

function checkSteps({ site, procedureOf }: RuleContext, report: Report): void {
  const machines = new Set(
    [...site.officers].flatMap(([key, { roles }]) => (roles.includes(PIPELINE) ? [key] : [])),
  );
  if (machines.size === 0) return;
  for (const { file, data } of site.requests) {
    const view = procedureOf(data);
    for (const { key, pointer, field } of officerMentions(data, view)) {
      const step = /^\/steps\/([a-z_]+)/.exec(pointer)?.[1] ?? "";
      if (!machines.has(key) || field === "to" || view?.activity(step)?.effect === "creation") continue;
      const name = view?.officeKey(step) ?? step;
      report({
        file,
        pointer,
        message: {
          id: `\`${key}\` adalah identitas mesin dan tidak dapat mencatat kegiatan \`${name}\``,
          en: `\`${key}\` is a machine's identity and cannot record the activity \`${name}\``,
        },
        remedy: { id: "Catat pejabat yang melakukannya.", en: "Record the officer who did it." },
        rests: [{ file: inventoryFiles.officers, pointer: `/officers${pointerStep(key)}/roles` }],
      });
    }
  }
}
