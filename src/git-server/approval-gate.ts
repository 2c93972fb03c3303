import type { Refusal } from "../approval/refusal";
import type { OverLimit } from "../plan/limits";
import { describeOverLimit } from "../plan/limits";
import { differingLines, planLines } from "../plan/lines";
import type { Plan, RequestPlan } from "../plan/plan";

/** An approval whose evidence was verified. */
export interface VerifiedApproval {
  /** Id of the request whose plan it names; absent for an override. */
  request?: string;
  digest: string;
  /** When it was given, milliseconds since 1970: only the newest of a request counts. */
  at: number;
  /** The plan that was approved, where it was kept: tells which lines differ now. */
  plan?: RequestPlan;
  /** Lifts the limits for the whole plan of this digest. */
  override?: boolean;
}

/** A refusal that names lines of a plan. */
export interface PlanRefusal extends Refusal {
  lines?: string[];
}

/** Requests of which something else would be done after the push than before it. */
export function plansChanged(before: Plan, after: Plan): RequestPlan[] {
  const known = new Map(before.requests.map(({ request, digest }) => [request, digest]));
  return after.requests.filter(({ request, digest }) => known.get(request) !== digest);
}

/** Every plan that the push changes must be approved with exactly its digest. Pure. */
export function approvalRefusals(
  changed: readonly RequestPlan[],
  approvals: readonly VerifiedApproval[],
): PlanRefusal[] {
  return changed.flatMap((plan) => {
    const newest = newestOf(approvals, plan.request);
    if (newest.some(({ digest }) => sameDigest(digest, plan.digest))) return [];
    return [newest[0] ? differs(plan, newest[0]) : missing(plan)];
  });
}

/** What was approved before the newest approval is history: an old plan cannot be brought back with it. */
function newestOf(approvals: readonly VerifiedApproval[], id: string): VerifiedApproval[] {
  const own = approvals.filter(({ request, override }) => request === id && override !== true);
  const latest = Math.max(...own.map(({ at }) => at));
  return own.filter(({ at }) => at === latest);
}

/** More than is usual, unless an override names this very plan. Pure. */
export function limitRefusals(
  over: readonly OverLimit[],
  digest: string,
  approvals: readonly VerifiedApproval[],
): PlanRefusal[] {
  if (approvals.some((one) => one.override === true && sameDigest(one.digest, digest))) return [];
  return over.map((one) => {
    const words = describeOverLimit(one);
    return {
      rule: "limit",
      found: words,
      remedy: {
        id: `Bagi perubahannya, atau mintalah persetujuan pengecualian untuk rencana ${digest} (approvals/<nama>.yaml, kind: override).`,
        en: `Split the change, or have an override approved for the plan ${digest} (approvals/<name>.yaml, kind: override).`,
      },
    };
  });
}

/** A decision names its digest with or without the algorithm. */
function sameDigest(one: string, other: string): boolean {
  return bare(one) === bare(other);
}

function bare(digest: string): string {
  return digest.replace(/^sha256:/, "");
}

function missing(plan: RequestPlan): PlanRefusal {
  return {
    rule: "approval-missing",
    request: plan.request,
    found: {
      id: `perubahan ini belum disetujui; rencananya ${plan.digest}`,
      en: `what would be done is not approved; its plan is ${plan.digest}`,
    },
    remedy: {
      id: `Lihat dengan 'titip preview', mintalah keputusan pejabat yang berwenang atas digest itu, tanda tangani dengan 'titip sign ${plan.request} KEGIATAN', lalu kirim bersama buktinya.`,
      en: `Look with 'titip preview', have the officer in charge decide on that digest, sign with 'titip sign ${plan.request} ACTIVITY', and push it with its evidence.`,
    },
    lines: planLines(plan).map((line) => `  ${line}`),
  };
}

function differs(plan: RequestPlan, approved: VerifiedApproval): PlanRefusal {
  return {
    rule: "digest-differs",
    request: plan.request,
    found: {
      id: `yang disetujui ${approved.digest}, yang akan dilakukan sekarang ${plan.digest}`,
      en: `approved is ${approved.digest}, what would be done now is ${plan.digest}`,
    },
    remedy: {
      id: "Gabungkan main terbaru, lihat rencananya lagi, dan mintalah persetujuan atas digest yang sekarang.",
      en: "Merge the latest main, look at the plan again, and have the present digest approved.",
    },
    lines: differingLines(approved.plan, plan),
  };
}
