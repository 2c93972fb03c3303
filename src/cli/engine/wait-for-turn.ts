import type { Context } from "../context";
import { LockProgress } from "./lock-progress";
import type { EngineRunner } from "./runner";
import { stackIsLocked } from "./stack-lock";

/**
 * Waits until nobody works on the stack, so that what is planned then is planned from what they leave. Takes nothing:
 * another may be faster, and the engine's own lock decides.
 *
 * @param milliseconds how long at most
 * @throws CommandError (exit code 1) when the time is over
 */
export async function waitForTurn(
  context: Context,
  engine: Pick<EngineRunner, "locks">,
  stack: string,
  milliseconds: number,
): Promise<void> {
  if ((await engine.locks()) === undefined) return context.note(context.say(CANNOT_WAIT));
  const { waitUntilFree } = await import("../../engine/index.js");
  const turn = new LockProgress(context, stack);
  const locks = async () => (await engine.locks()) ?? [];
  const held = await waitUntilFree(locks, { milliseconds, ...turn.wait(milliseconds) }).finally(() =>
    turn.end(),
  );
  // The locks of dead processes are the engine's business.
  if (held.some(({ dead }) => !dead)) throw stackIsLocked(stack, held);
}

const CANNOT_WAIT = {
  id: "--wait tidak berlaku: penyimpanan state ini tidak menyebut kuncinya",
  en: "--wait does nothing: this backend of the state does not tell of its locks",
};
