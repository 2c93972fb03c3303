import { jsonText } from "../../printable";
import { renderStackReport } from "../../report/stack-report";
import { type CommandSpec, formatOption } from "../command-spec";
import { STACK_OPTIONS } from "../engine/engine-options";
import { openEngine } from "../engine/open-engine";
import { asStackOutputs, neverApplied } from "../engine/read-outputs";

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
    const outputs = asStackOutputs(raw);
    if (!outputs) throw neverApplied(settings.stack);
    context.print(renderStackReport(outputs, options.format as "text" | "markdown", context.lang));
    return 0;
  },
};
