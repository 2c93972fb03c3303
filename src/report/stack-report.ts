import type { StackOutputs } from "../schema/generated/stack-outputs";
import type { Language } from "../text";
import { renderClosedMarkdown, renderClosedText } from "./closed";
import { renderConfigurationMarkdown, renderConfigurationText } from "./configuration-report";
import { renderFailedMarkdown, renderFailedText } from "./failed";
import { renderRefusedMarkdown, renderRefusedText } from "./refused";
import { renderRegisterMarkdown, renderRegisterText } from "./register";
import { colocationRegister } from "./registers/configuration";
import { registerAsMarkdown, registerAsText } from "./registers/print-text";

/**
 * Two of the four records that the procedure demands, co-located servers, what has ended, what failed and what had to be
 * left out: the whole of the stack outputs, for people. The same outputs give the same text; no clock, no machine.
 */
export function renderStackReport(
  outputs: StackOutputs,
  format: "text" | "markdown",
  lang: Language,
): string {
  const colocations = [colocationRegister(outputs)].filter(({ rows }) => rows.length > 0);
  const parts =
    format === "text"
      ? [
          renderFailedText(outputs.failed, lang),
          renderConfigurationText(outputs.configurations, lang),
          ...colocations.map((table) => registerAsText(table, lang)),
          renderRegisterText(outputs.register, lang),
          renderClosedText(outputs.closed, lang),
          renderRefusedText(outputs.refused, lang),
        ]
      : [
          renderFailedMarkdown(outputs.failed, lang),
          renderConfigurationMarkdown(outputs.configurations, lang),
          ...colocations.map((table) => registerAsMarkdown(table, lang)),
          renderRegisterMarkdown(outputs.register, lang),
          renderClosedMarkdown(outputs.closed, lang),
          renderRefusedMarkdown(outputs.refused, lang),
        ];
  return parts.filter(Boolean).join("\n\n");
}
