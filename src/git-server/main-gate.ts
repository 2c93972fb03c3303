import type { Refusal } from "../approval/refusal";
import { judgeChange } from "../git/judge-change";
import type { Repository } from "../git/run-git";
import { planDigest } from "../plan/digest";
import { type ApprovedPlans, gate, stoppedBy } from "../plan/gate";
import type { Limits } from "../plan/limits";
import type { Plan } from "../plan/plan";
import { hasErrors, type Problem } from "../schema/problem";
import type { Site } from "../schema/site";
import { limitRefusal, type PlanRefusal, plansChanged, withheldRefusal } from "./plan-refusal";
import type { TreeFolders } from "./tree-folders";

/** What the gate asks of others; tests bring their own. */
export interface GatePort {
  /** Everything `titip check` looks at. */
  check(folder: string): { site: Site; problems: Problem[] };
  /** Which approvals of a change are proven, judged by what main holds; `demanded` false: none is asked for. */
  verify(change: VerifyInput): Promise<Verdict>;
  /** The stack's record as it is exported. */
  exported(): Promise<unknown>;
  plan(site: Site, exported: unknown): Plan;
}

export interface VerifyInput {
  repository: Repository;
  base: string;
  head: string;
  /** Work folders of both. */
  baseFolder: string;
  headFolder: string;
  /** The plan after the push. */
  plan: Plan;
}

export interface Verdict {
  demanded: boolean;
  refusals: Refusal[];
  approvals: ApprovedPlans;
  /** As main's policy has them. */
  limits: Limits;
}

/** Why a push to main is refused; nothing in it when it may go on. */
export interface GateAnswer {
  refusals: PlanRefusal[];
  /** Of the site after the push; told when one of them is an error. */
  problems: Problem[];
  /** Folder that problems are in, for their printer. */
  root: string;
}

/**
 * Looks at a push to main. In this order, each only when the one before has nothing to say: what it touches, the
 * site's own check, the evidence of approvals by what main holds, digests against a fresh plan, limits.
 */
export async function judgePush(
  repository: Repository,
  { base, head }: { base: string | undefined; head: string },
  folders: TreeFolders,
  port: GatePort,
): Promise<GateAnswer> {
  // Whoever has the server brings the first commit, with programs and all: there is no main to judge by yet.
  const touched = base === undefined ? [] : await judgeChange(repository, base, head);
  if (touched.length > 0) return { refusals: touched, problems: [], root: "" };
  const headFolder = await folders.of(head);
  const { site, problems } = port.check(headFolder);
  const answer = (refusals: PlanRefusal[]): GateAnswer => ({ refusals, problems, root: headFolder });
  if (hasErrors(problems) || base === undefined) return answer([]);
  const baseFolder = await folders.of(base);
  const exported = await port.exported();
  const after = port.plan(site, exported);
  const before = port.plan(port.check(baseFolder).site, exported);
  const input = { repository, base, head, baseFolder, headFolder, plan: after };
  return answer(await approvals(input, { before, exported }, port));
}

async function approvals(
  input: VerifyInput,
  { before, exported }: { before: Plan; exported: unknown },
  port: GatePort,
): Promise<PlanRefusal[]> {
  const verdict = await port.verify(input);
  if (verdict.refusals.length > 0) return verdict.refusals;
  const requests = plansChanged(before, input.plan);
  const changed = { digest: planDigest(requests), requests };
  const { withheld } = verdict.demanded ? gate(changed, verdict.approvals) : { withheld: [] };
  const whole = input.plan.digest;
  const over = stoppedBy({ part: changed, whole, exported }, verdict.limits, verdict.approvals);
  return [...withheld.map(withheldRefusal), ...over.map((one) => limitRefusal(one, whole))];
}
