import type { AuditedAct } from "./audited-acts";
import type { AuditRecord } from "./bundle";

/** `audit.json`: the bundle's contents for programs. Names of its keys stay the same in every release. */
export function auditJson(
  { period, commit, commits }: AuditRecord,
  acts: readonly AuditedAct[],
): Record<string, unknown> {
  return {
    version: 1,
    ...period,
    commit: commit ?? null,
    totals: totalsOf(acts),
    acts: acts.map(({ act, verdict }) => ({
      request: act.requestId ?? null,
      activity: act.activity,
      number: act.number,
      follow_up: act.followUp,
      at: act.at,
      by: act.by,
      recorded_by: act.recordedBy ?? null,
      result: typeof act.step?.result === "string" ? act.step.result : null,
      file: act.file,
      line: act.line,
      evidence: act.path,
      ...verdictJson(verdict),
    })),
    commits: commits.map(({ note, ...one }) => ({ ...one, noted: note !== undefined })),
  };
}

export type Totals = Record<AuditedAct["verdict"]["state"], number>;

export function totalsOf(acts: readonly AuditedAct[]): Totals {
  const totals: Totals = { verified: 0, claimed: 0, refused: 0, recorded: 0 };
  for (const { verdict } of acts) totals[verdict.state] += 1;
  return totals;
}

function verdictJson(verdict: AuditedAct["verdict"]): Record<string, unknown> {
  if (verdict.state === "verified") {
    const { kind, digest, forge, paper } = verdict.approval.statement;
    return { verdict: "verified", kind, digest, forge, paper };
  }
  if (verdict.state !== "refused") return { verdict: verdict.state };
  const { rule, found } = verdict.refusal;
  return { verdict: "refused", rule, found: found.en };
}
