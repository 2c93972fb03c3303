import type { StackOutputs } from "../schema/generated/stack-outputs";
import type { Language } from "../text";
import { renderConfigurationMarkdown, renderConfigurationText } from "./configuration-report";
import { renderRefusedMarkdown, renderRefusedText } from "./refused";
import { renderRegisterMarkdown, renderRegisterText } from "./register";

/**
 * Two of the four records that the procedure demands, and what had to be left out: the whole of the stack
 * outputs, for people. The same outputs give the same text; no clock, no machine.
 */
export function renderStackReport(
  outputs: StackOutputs,
  format: "text" | "markdown",
  lang: Language,
): string {
  const parts =
    format === "text"
      ? [
          renderConfigurationText(outputs.configurations, lang),
          renderRegisterText(outputs.register, lang),
          renderRefusedText(outputs.refused, lang),
        ]
      : [
          renderConfigurationMarkdown(outputs.configurations, lang),
          renderRegisterMarkdown(outputs.register, lang),
          renderRefusedMarkdown(outputs.refused, lang),
        ];
  return parts.filter(Boolean).join("\n\n");
}
