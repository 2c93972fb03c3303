import { planLines } from "../plan/lines";
import type { Plan } from "../plan/plan";
import { printable } from "../printable";
import { printProblems } from "../schema/print";
import { hasErrors, type Problem } from "../schema/problem";
import type { Site } from "../schema/site";
import type { Language, Text } from "../text";
import { plansChanged } from "./plan-refusal";

/** Lines that are shown for one request; `titip preview` shows all of them. */
const SHOWN_LINES = 12;
const SHOWN_PROBLEMS = 10;

export interface BranchPreview {
  site: Site;
  problems: Problem[];
  /** Requests that are planned as if approved. */
  assumed: readonly string[];
  before: Plan;
  after: Plan;
}

/** What a merge of a branch would do, for whoever pushed it; a summary, no decision. */
export function previewText(preview: BranchPreview, lang: Language): string {
  const { site, problems, assumed } = preview;
  if (hasErrors(problems)) return wrong(site.root, problems, lang);
  const changed = plansChanged(preview.before, preview.after);
  const parts = changed.flatMap((plan) => {
    const lines = planLines(plan);
    const left = lines.length - SHOWN_LINES;
    return [
      `${plan.request}  ${plan.digest}`,
      ...lines.slice(0, SHOWN_LINES).map((line) => `    ${printable(line)}`),
      ...(left > 0 ? [MORE[lang].replace("%", String(left))] : []),
    ];
  });
  return [headOf(changed.length)[lang], ...parts, ...assumedLine(assumed, lang)].join("\n");
}

const MORE: Text = { id: "    … dan % baris lagi", en: "    … and % lines more" };

function headOf(count: number): Text {
  if (count === 0)
    return {
      id: "Pratinjau: penggabungan cabang ini tidak mengubah apa pun di server.",
      en: "Preview: merging this branch changes nothing on the servers.",
    };
  return {
    id: `Pratinjau: penggabungan cabang ini mengubah layanan ${count} permohonan.`,
    en: `Preview: merging this branch changes the services of ${count} requests.`,
  };
}

function assumedLine(assumed: readonly string[], lang: Language): string[] {
  if (assumed.length === 0) return [];
  const list = assumed.join(", ");
  return [lang === "id" ? `Direncanakan seolah-olah disetujui: ${list}` : `Planned as if approved: ${list}`];
}

function wrong(root: string, problems: Problem[], lang: Language): string {
  const errors = problems.filter(({ severity }) => severity === "error");
  const shown = printProblems(errors.slice(0, SHOWN_PROBLEMS), { format: "text", lang, root, color: false });
  const head = {
    id: `Cabang ini belum lolos 'titip check': ${errors.length} masalah.`,
    en: `This branch does not pass 'titip check' yet: ${errors.length} problems.`,
  };
  return `${head[lang]}\n${shown.trimEnd()}`;
}
