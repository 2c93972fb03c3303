import { APPROVAL_STATUS } from "../approval-words";
import type { DocumentTemplate } from "../schema/generated/document";
import type { DocumentInput } from "./compose";
import { factAt } from "./facts";
import { templatePaths } from "./template-paths";

/**
 * How far the approval that a document tells of has been verified; undefined for one that tells of none. Until
 * evidence is checked an approval is only claimed, and whoever reads the paper must know.
 */
export function approvalStatement(
  template: DocumentTemplate,
  { kind, facts, draft, approval = "claimed, not verified" }: DocumentInput,
): string | undefined {
  const result = factAt(facts, "steps.decision.result");
  if (result === undefined || !tellsOfDecision(template, kind)) return undefined;
  if (draft && template.step === "decision") return "Keputusan: belum diambil (konsep)";
  return `${result === "approved" ? "Persetujuan" : "Keputusan"}: ${APPROVAL_STATUS[approval].id}`;
}

/** It needs the decision to be there, or speaks of it, or of what only an approval brings about. */
function tellsOfDecision(template: DocumentTemplate, kind: "hosting" | "colocation"): boolean {
  const needs = [...(template.kinds[kind] ?? []), template.step].map((step) => `steps.${step}`);
  return [...needs, ...templatePaths(template)].some((path) => TELLING.test(path));
}

const TELLING =
  /^(steps\.(decision|creation|notification|delivery|placement|usage_report|report|completion)|configuration|usage)\b/;
