import type { CommandSpec } from "../command-spec";
import { APPLY_OPTIONS, RUN_OPTIONS, WAIT_OPTION } from "../engine/engine-options";
import { runOperation } from "../engine/run-operation";

export const refreshCommand: CommandSpec = {
  name: "refresh",
  summary: {
    id: "baca keadaan server ke dalam state, tanpa mengubah server",
    en: "read the servers' state into the stack, without changing a server",
  },
  examples: ["titip refresh --yes", "titip refresh --yes --expect-no-changes"],
  options: [...RUN_OPTIONS, ...APPLY_OPTIONS.filter(({ flags }) => flags.includes("--yes")), WAIT_OPTION],
  run: (context, invocation) => runOperation(context, "refresh", invocation),
};
