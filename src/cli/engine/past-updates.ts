import { officeTime } from "../../calendar/office-time";
import type { AppliedUpdate } from "../../report/registers/maintenance";
import type { Site } from "../../schema/site";
import { CommandError } from "../command-error";
import type { Context } from "../context";
import { stackSettings } from "./settings";

/**
 * What was applied to the stack, on the office's clock. A site without a stack has none; of a backend that is no
 * folder it is said that its history is not in the register.
 */
export async function pastUpdates(
  context: Context,
  { calendar }: Site,
  options: Record<string, unknown>,
): Promise<AppliedUpdate[]> {
  const office = calendar && officeTime(calendar);
  const { EngineError, readHistory } = await import("../../engine/index.js"); // large, and seldom needed
  try {
    const wanted = options.stack as string | undefined;
    const { backendUrl, projectDir, project, stack } = stackSettings(
      context.root,
      context.environment,
      wanted,
      false,
    );
    const updates = await readHistory(backendUrl, projectDir, project, stack);
    return updates.map(({ at, kind, result, resourceChanges: changes }) => {
      const moment = office ? office.write(at) : new Date(at).toISOString();
      return { at: moment, kind, result, changes };
    });
  } catch (error) {
    if (!(error instanceof EngineError) && !(error instanceof CommandError)) throw error;
    context.note(
      context.say({
        id: "riwayat penerapan tidak dimuat: hanya dibaca dari state dalam berkas",
        en: "what was applied is not in it: it is read from state in files only",
      }),
    );
    return [];
  }
}
