import type { Context } from "../context";
import { chooseEngine } from "./choose-engine";
import { engineWanted } from "./engine-options";
import type { EngineRunner } from "./runner";
import { type StackSettings, stackSettings } from "./settings";

export interface OpenedEngine {
  engine: EngineRunner;
  settings: StackSettings;
}

/**
 * Chooses stack and engine, and says on standard error which engine runs.
 * @param secrets false for what opens no secret of the stack
 */
export async function openEngine(
  context: Context,
  options: Record<string, unknown>,
  secrets = true,
): Promise<OpenedEngine> {
  const stackName = options.stack as string | undefined;
  const settings = stackSettings(context.root, context.environment, stackName, secrets);
  const choice = await chooseEngine(context.environment, engineWanted(options));
  const { stack, backendUrl } = settings;
  if (choice.name === "pulumi") {
    context.note(
      context.say({
        id: `Mesin: Pulumi CLI ${choice.version}, stack ${stack}, state ${backendUrl}`,
        en: `Engine: Pulumi CLI ${choice.version}, stack ${stack}, state ${backendUrl}`,
      }),
    );
    const { StockEngine } = await import("./stock-engine.js");
    return { settings, engine: new StockEngine(context, settings, choice) };
  }
  context.note(
    context.say({
      id: `Mesin: bawaan Titip, stack ${stack}, state ${backendUrl}`,
      en: `Engine: embedded, stack ${stack}, state ${backendUrl}`,
    }),
  );
  const { EmbeddedEngine } = await import("./embedded-engine.js");
  return { settings, engine: new EmbeddedEngine(context, settings) };
}
