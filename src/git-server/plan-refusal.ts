import type { Refusal } from "../approval/refusal";
import type { Withheld } from "../plan/gate";
import { describeOverLimit, type OverLimit } from "../plan/limits";
import type { Plan, RequestPlan } from "../plan/plan";

/** A refusal that names lines of a plan. */
export interface PlanRefusal extends Refusal {
  lines?: string[];
}

/** Requests of which something else would be done after the push than before it. */
export function plansChanged(before: Plan, after: Plan): RequestPlan[] {
  const known = new Map(before.requests.map(({ request, digest }) => [request, digest]));
  return after.requests.filter(({ request, digest }) => known.get(request) !== digest);
}

/** A request's plan of which nothing was approved, or something else. */
export function withheldRefusal({ request, digest, approved, lines }: Withheld): PlanRefusal {
  const rule = approved === undefined ? "approval-missing" : "digest-differs";
  if (approved === undefined)
    return {
      ...{ rule, request, lines },
      found: {
        id: `perubahan ini belum disetujui; rencananya ${digest}`,
        en: `what would be done is not approved; its plan is ${digest}`,
      },
      remedy: {
        id: `Lihat dengan 'titip preview', mintalah keputusan pejabat yang berwenang atas digest itu, tanda tangani dengan 'titip sign ${request} KEGIATAN', lalu kirim bersama buktinya.`,
        en: `Look with 'titip preview', have the officer in charge decide on that digest, sign with 'titip sign ${request} ACTIVITY', and push it with its evidence.`,
      },
    };
  return {
    ...{ rule, request, lines },
    found: {
      id: `yang disetujui ${approved}, yang akan dilakukan sekarang ${digest}`,
      en: `approved is ${approved}, what would be done now is ${digest}`,
    },
    remedy: {
      id: "Gabungkan main terbaru, lihat rencananya lagi, dan mintalah persetujuan atas digest yang sekarang.",
      en: "Merge the latest main, look at the plan again, and have the present digest approved.",
    },
  };
}

/** More than is usual. @param digest of the plan that an override would have to name */
export function limitRefusal(over: OverLimit, digest: string): PlanRefusal {
  return {
    rule: "limit",
    found: describeOverLimit(over),
    remedy: {
      id: `Bagi perubahannya, atau mintalah persetujuan pengecualian untuk rencana ${digest} (approvals/<nama>.yaml, kind: override).`,
      en: `Split the change, or have an override approved for the plan ${digest} (approvals/<name>.yaml, kind: override).`,
    },
  };
}
