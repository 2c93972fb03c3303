import { planDigest } from "../../plan/digest";
import { type Gated, gate, namedBy, planDifferences, stoppedBy, type Withheld } from "../../plan/gate";
import { describeOverLimit } from "../../plan/limits";
import { planLines } from "../../plan/lines";
import type { Plan } from "../../plan/plan";
import { planSite } from "../../plan/plan-site";
import { recordedResources } from "../../plan/recorded-resources";
import { printable } from "../../printable";
import type { Site } from "../../schema/site";
import { failed, unusable } from "../command-error";
import type { OptionSpec } from "../command-spec";
import type { Context } from "../context";
import { ask } from "../question";
import type { OpenApprovals } from "./approvals";
import { readPlan } from "./plan-file";

export const GATE_OPTIONS: OptionSpec[] = [
  {
    flags: "--plan <file>",
    text: {
      id: "hanya bila rencananya masih sama dengan berkas ini",
      en: "only if the plan is still this file's",
    },
  },
  {
    flags: "--digest <digest>",
    text: {
      id: "hanya rencana, atau satu permohonan, dengan sidik ini",
      en: "only the plan, or the one request, of this digest",
    },
  },
  {
    flags: "--approved",
    text: {
      id: "hanya perubahan yang persetujuannya terbukti; selalu demikian bila datacenter/approvals.yaml mewajibkannya",
      en: "only changes whose approval is proven; always so where datacenter/approvals.yaml demands it",
    },
  },
];

/** Whoever applies to an empty stack, or takes everything down, says its name. */
export const CONFIRM_OPTION: OptionSpec = {
  flags: "--confirm <stack>",
  text: {
    id: "nama stack, untuk penerapan pertama dan penghapusan semuanya tanpa bertanya",
    en: "name of the stack, for a first apply or the removal of everything without asking",
  },
};

/** What an `up` may do. */
export interface Permit {
  plan: Plan;
  /** Ids of requests that may be applied; undefined: whatever changes. */
  requests: string[] | undefined;
  /** What was left out, for the exit code. */
  withheld: Withheld[];
}

interface Asked {
  site: Site;
  /** The deployment as it is on record; undefined where there is none. */
  exported: unknown;
  stack: string;
  options: Record<string, unknown>;
  /** Request ids or URNs that the run is kept to; empty: everything. */
  targets: readonly string[];
  approvals: OpenApprovals;
}

/**
 * Looks at what an `up` would do before any server is asked: it is what was named or approved, it keeps to the limits,
 * and a first apply was meant. No option passes over the limits.
 *
 * @throws CommandError (exit code 1) naming the lines that differ, or what goes over which limit
 */
export async function permit(context: Context, asked: Asked): Promise<Permit> {
  const { site, exported, stack, options, approvals, targets } = asked;
  const plan = planSite(site, exported);
  const named = requestsNamed(context, plan, options);
  const demanded = options.approved === true || approvals.required;
  const { approved, withheld }: Gated = demanded
    ? gate(plan, approvals)
    : { approved: idsOf(plan), withheld: [] };
  noteWithheld(context, withheld);
  const requests = approved.filter((id) => (named ?? approved).includes(id) && isTarget(id, targets));
  refuseOverLimits(context, plan, partOf(plan, requests), asked);
  if (recordedResources(exported).length === 0 && plan.requests.length > 0)
    await confirmStack(context, "first apply", stack, options);
  return { plan, requests: demanded || named ? requests : undefined, withheld };
}

/** A URN may stand for anything: then everything counts. */
function isTarget(id: string, targets: readonly string[]): boolean {
  return targets.length === 0 || targets.includes(id) || targets.some((target) => target.startsWith("urn:"));
}

/** What of a plan this run would do: limits are the run's. */
function partOf(plan: Plan, ids: readonly string[]): Plan {
  const requests = plan.requests.filter(({ request }) => ids.includes(request));
  return { digest: planDigest(requests), requests };
}

/** Ids that `--plan` and `--digest` leave; undefined without them. */
function requestsNamed(context: Context, plan: Plan, options: Record<string, unknown>): string[] | undefined {
  if (typeof options.plan === "string") {
    const saved = readPlan(options.plan);
    if (saved.digest !== plan.digest)
      throw planDiffers(context, saved.digest, plan, planDifferences(saved, plan));
  }
  const { digest } = options;
  if (typeof digest !== "string") return options.plan === undefined ? undefined : idsOf(plan);
  const named = namedBy(plan, digest);
  if (named) return named;
  const lines = plan.requests.flatMap((part) => planLines(part).map((line) => `${part.request}: + ${line}`));
  throw planDiffers(context, digest, plan, lines);
}

function idsOf({ requests }: Plan): string[] {
  return requests.map(({ request }) => request);
}

function planDiffers(context: Context, wanted: string, plan: Plan, lines: string[]): Error {
  for (const line of lines) context.note(printable(`  ${line}`));
  const given = printable(wanted);
  return failed(
    {
      id: `rencana berbeda dari yang disetujui: sidik ${given}, sekarang ${plan.digest}; barisnya di atas. Tidak ada yang diubah`,
      en: `the plan is not the one that was approved: digest ${given}, now ${plan.digest}; its lines are above. Nothing was changed`,
    },
    {
      id: "periksa baris yang berbeda, mintakan persetujuan untuk sidik yang baru",
      en: "look at the lines that differ, have the new digest approved",
    },
  );
}

function refuseOverLimits(context: Context, whole: Plan, plan: Plan, { exported, approvals }: Asked): void {
  const stretch = { part: plan, whole: whole.digest, exported };
  const found = stoppedBy(stretch, approvals.limits, approvals);
  if (found.length === 0) return;
  const list = (lang: "id" | "en") => found.map((one) => `\n  ${describeOverLimit(one)[lang]}`).join("");
  for (const part of plan.requests)
    for (const line of planLines(part)) context.note(`  ${part.request}: ${line}`);
  throw failed(
    {
      id: `perubahan melampaui batas:${list("id")}\nTidak ada yang diubah; sidik rencana: ${plan.digest}`,
      en: `the changes go over the limits:${list("en")}\nNothing was changed; digest of the plan: ${plan.digest}`,
    },
    {
      id: "bila memang dimaksud: catat approvals/<nama>.yaml dengan kind: override, sidik ini dan alasannya, lalu ditandatangani pejabat yang berwenang (docs/approvals.md)",
      en: "if it is meant: record approvals/<name>.yaml with kind: override, this digest and the reason, signed by an entitled officer (docs/approvals.md)",
    },
  );
}

/**
 * On a terminal the name is typed; elsewhere `--confirm` gives it.
 * @throws CommandError (exit code 2) when it is not given, or another one is
 */
export async function confirmStack(
  context: Context,
  what: "first apply" | "destroy",
  stack: string,
  { confirm }: Record<string, unknown>,
): Promise<void> {
  if (confirm === stack) return;
  const deed = {
    "first apply": {
      id: `stack '${stack}' masih kosong: ini penerapan pertamanya`,
      en: `stack '${stack}' is empty: this is its first apply`,
    },
    destroy: {
      id: `semua milik stack '${stack}' akan dihapus dari server`,
      en: `everything of stack '${stack}' would be removed from the servers`,
    },
  }[what];
  if (confirm === undefined && context.interactive) {
    const question = { id: `${deed.id}. Lanjutkan?`, en: `${deed.en}. Go on?` };
    if (await ask(context, question)) return;
  }
  throw unusable(deed, {
    id: `bila memang stack ini yang dimaksud, beri --confirm ${stack}`,
    en: `if this stack is the one that is meant, give --confirm ${stack}`,
  });
}

function noteWithheld(context: Context, withheld: readonly Withheld[]): void {
  for (const { request, digest, approved, lines } of withheld) {
    const words = context.say(
      approved === undefined
        ? {
            id: `${request}: dilewati, perubahannya belum disetujui (sidik ${digest}):`,
            en: `${request}: left out, its changes are not approved (digest ${digest}):`,
          }
        : {
            id: `${request}: dilewati, yang disetujui berbeda dari rencana sekarang (sidik ${digest}):`,
            en: `${request}: left out, what was approved is not what is planned now (digest ${digest}):`,
          },
    );
    context.note([words, ...lines.map((line) => `  ${line}`)].join("\n"));
  }
}
