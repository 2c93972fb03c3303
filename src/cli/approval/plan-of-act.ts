import { resolve } from "node:path";
import { type Act, decides } from "../../approval/acts";
import type { Plan, RequestPlan } from "../../plan/plan";
import { planSite } from "../../plan/plan-site";
import type { Site } from "../../schema/site";
import { failed } from "../command-error";
import type { OptionSpec } from "../command-spec";
import type { Context } from "../context";
import { openEngine } from "../engine/open-engine";
import { readPlan } from "../engine/plan-file";

export const PLAN_OPTION: OptionSpec = {
  flags: "--plan <file>",
  text: {
    id: "rencana dari titip preview --out, sehingga penanda tangan tidak memerlukan akses ke state",
    en: "the plan of titip preview --out, so that the signer needs no access to the state",
  },
};

/**
 * What an act would bring about: its request's plan as if approved, or the whole plan; undefined where it changes
 * nothing, or is no decision.
 *
 * @throws CommandError (exit code 1) for an approval of nothing
 */
export async function planOfAct(
  context: Context,
  site: Site,
  act: Act,
  options: Record<string, unknown>,
): Promise<RequestPlan | Plan | undefined> {
  if (!needsPlan(act)) return undefined;
  const assumed = act.step && act.requestId !== undefined ? [act.requestId] : [];
  const plan =
    typeof options.plan === "string"
      ? readPlan(resolve(context.root, options.plan))
      : await presentPlan(context, site, assumed, options);
  if (act.requestId === undefined) return plan.requests.length > 0 ? plan : nothing(act);
  return plan.requests.find(({ request }) => request === act.requestId) ?? nothing(act);
}

/** A rejection brings nothing about; an inventory is approved as it stands, not by a plan. */
function needsPlan(act: Act): boolean {
  if (act.approval) return act.approval.data.kind !== "inventory";
  const isRejected = act.effect === "decision" && act.step?.result !== "approved";
  return (decides(act) || act.followUp) && !isRejected;
}

async function presentPlan(
  context: Context,
  site: Site,
  assumed: string[],
  options: Record<string, unknown>,
): Promise<Plan> {
  const { engine } = await openEngine(context, options);
  return planSite(site, await engine.recordedState(), assumed);
}

function nothing({ approval, effect, requestId }: Act): undefined {
  if (!approval && effect !== "decision") return undefined;
  const whose = requestId ?? "semua permohonan / all requests";
  throw failed(
    {
      id: `tidak ada perubahan yang dapat disetujui untuk ${whose}: rencananya kosong`,
      en: `there is nothing to approve for ${whose}: its plan is empty`,
    },
    {
      id: "lihat dengan titip preview --digest",
      en: "look with titip preview --digest",
    },
  );
}
