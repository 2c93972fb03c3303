import { printRefusals } from "../approval/refusal";
import { printable } from "../printable";
import { printProblems } from "../schema/print";
import type { Language } from "../text";
import type { GateAnswer } from "./main-gate";
import type { PlanRefusal } from "./plan-refusal";

/** Reasons that are shown; a push of a thousand wrong files says the same a thousand times. */
const SHOWN = 20;
const SHOWN_LINES = 40;

/** Why a push is refused, for the pusher's terminal. Nothing of a branch in it steers that terminal. */
export function printAnswer({ refusals, problems, root }: GateAnswer, lang: Language): string {
  const wrong = problems.filter(({ severity }) => severity === "error");
  const shown = wrong.slice(0, SHOWN);
  const check =
    shown.length === 0
      ? []
      : [
          printProblems(shown, { format: "text", lang, root, color: false }).trimEnd(),
          more(wrong.length, lang),
        ];
  return [...check, printPlanRefusals(refusals, lang)].filter(Boolean).join("\n");
}

export function printPlanRefusals(refusals: readonly PlanRefusal[], lang: Language): string {
  const parts = refusals
    .slice(0, SHOWN)
    .flatMap((one) => [printRefusals([one], { format: "text", lang }).trimEnd(), ...planLines(one, lang)]);
  return [...parts, more(refusals.length, lang)].filter(Boolean).join("\n");
}

function planLines({ lines = [] }: PlanRefusal, lang: Language): string[] {
  const shown = lines.slice(0, SHOWN_LINES).map((line) => `    ${printable(line)}`);
  const left = lines.length - SHOWN_LINES;
  if (left <= 0) return shown;
  return [...shown, lang === "id" ? `    … dan ${left} baris lagi` : `    … and ${left} lines more`];
}

function more(count: number, lang: Language): string {
  const left = count - SHOWN;
  if (left <= 0) return "";
  return lang === "id" ? `… dan ${left} lagi.` : `… and ${left} more.`;
}
