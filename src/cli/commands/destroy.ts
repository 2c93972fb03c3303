import type { CommandSpec } from "../command-spec";
import { APPLY_OPTIONS, REFRESH_OPTIONS, RUN_OPTIONS, WAIT_OPTION } from "../engine/engine-options";
import { CONFIRM_OPTION } from "../engine/plan-gate";
import { runOperation } from "../engine/run-operation";

export const destroyCommand: CommandSpec = {
  name: "destroy",
  summary: {
    id: "hapus semua yang dibuat Titip dari server; berkas situs diarsipkan dahulu",
    en: "remove all that Titip made from the servers; files of sites are archived first",
  },
  examples: ["titip destroy --confirm lab", "titip destroy --target HST-2026-0007"],
  options: [
    ...RUN_OPTIONS.filter(({ flags }) => flags !== "--expect-no-changes"),
    ...REFRESH_OPTIONS,
    ...APPLY_OPTIONS,
    WAIT_OPTION,
    CONFIRM_OPTION,
  ],
  run: (context, invocation) => runOperation(context, "destroy", invocation),
};
