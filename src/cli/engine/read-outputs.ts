import type { StackOutputs } from "../../schema/generated/stack-outputs";
import { unusable } from "../command-error";
import type { Context } from "../context";
import { openEngine } from "./open-engine";

/**
 * What the stack put out at the last apply.
 * @throws CommandError (exit code 2) for a stack that was never applied, or is of another program
 */
export async function readStackOutputs(
  context: Context,
  options: Record<string, unknown>,
): Promise<StackOutputs> {
  const { engine, settings } = await openEngine(context, options);
  const outputs = asStackOutputs(await engine.outputs());
  if (outputs) return outputs;
  throw neverApplied(settings.stack);
}

/** A stack that was never applied has no outputs; one of another program has others. */
export function asStackOutputs(raw: object): StackOutputs | undefined {
  if (!isStackOutputs(raw)) return undefined;
  const { colocations = {} } = raw as Partial<StackOutputs>; // an older Titip had none
  return { ...raw, colocations };
}

function isStackOutputs(raw: object): raw is StackOutputs {
  const { configurations, register, closed, failed, refused } = { ...raw } as Record<string, unknown>;
  return typeof configurations === "object" && [register, closed, failed, refused].every(Array.isArray);
}

export function neverApplied(stack: string): Error {
  return unusable(
    {
      id: `stack '${stack}' belum mempunyai data konfigurasi`,
      en: `stack '${stack}' has no configuration data yet`,
    },
    { id: "jalankan 'titip up' dahulu", en: "run 'titip up' first" },
  );
}
