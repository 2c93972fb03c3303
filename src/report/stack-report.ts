import type { StackOutputs } from "../schema/generated/stack-outputs";
import type { Language } from "../text";
import { renderClosedMarkdown, renderClosedText } from "./closed";
import { renderConfigurationMarkdown, renderConfigurationText } from "./configuration-report";
import { renderFailedMarkdown, renderFailedText } from "./failed";
import { renderRefusedMarkdown, renderRefusedText } from "./refused";
import { renderRegisterMarkdown, renderRegisterText } from "./register";

/**
 * Two of the four records that the procedure demands, what has ended, what failed and what had to be left out: the whole of the stack
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
          renderFailedText(outputs.failed, lang),
          renderConfigurationText(outputs.configurations, lang),
          renderRegisterText(outputs.register, lang),
          renderClosedText(outputs.closed, lang),
          renderRefusedText(outputs.refused, lang),
        ]
      : [
          renderFailedMarkdown(outputs.failed, lang),
          renderConfigurationMarkdown(outputs.configurations, lang),
          renderRegisterMarkdown(outputs.register, lang),
          renderClosedMarkdown(outputs.closed, lang),
          renderRefusedMarkdown(outputs.refused, lang),
        ];
  return parts.filter(Boolean).join("\n\n");
}
