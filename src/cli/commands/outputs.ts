import { jsonText } from "../../printable";
import { renderStackReport } from "../../report/stack-report";
import type { StackOutputs } from "../../schema/generated/stack-outputs";
import { unusable } from "../command-error";
import { type CommandSpec, formatOption } from "../command-spec";
import { STACK_OPTIONS } from "../engine/engine-options";
import { openEngine } from "../engine/open-engine";

export const outputsCommand: CommandSpec = {
  name: "outputs",
  summary: {
    id: "cetak data konfigurasi hosting, data IP dan subdomain, layanan yang ditutup",
    en: "print the hosting configuration, the IP and subdomain register, closed services",
  },
  details: {
    id: "Isinya keluaran stack setelah penerapan terakhir; json: apa adanya, seperti schema/stack-outputs.json.",
    en: "What the stack put out at the last apply; json: as it is, described by schema/stack-outputs.json.",
  },
  examples: ["titip outputs", "titip outputs --format json", "titip outputs --format markdown > laporan.md"],
  options: [...STACK_OPTIONS, formatOption(["text", "json", "markdown"])],
  run: async (context, { options }) => {
    const { engine, settings } = await openEngine(context, options);
    const raw = await engine.outputs();
    if (options.format === "json") {
      context.print(jsonText(raw));
      return 0;
    }
    if (!isStackOutputs(raw)) throw neverApplied(settings.stack);
    context.print(renderStackReport(raw, options.format as "text" | "markdown", context.lang));
    return 0;
  },
};

/** A stack that was never applied has no outputs; one of another program has others. */
function isStackOutputs(raw: Record<string, unknown>): raw is Record<string, unknown> & StackOutputs {
  const lists = [raw.register, raw.closed, raw.failed, raw.refused];
  return typeof raw.configurations === "object" && lists.every(Array.isArray);
}

function neverApplied(stack: string): Error {
  return unusable(
    {
      id: `stack '${stack}' belum mempunyai data konfigurasi`,
      en: `stack '${stack}' has no configuration data yet`,
    },
    { id: "jalankan 'titip up' dahulu", en: "run 'titip up' first" },
  );
}
