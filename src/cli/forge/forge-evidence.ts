import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Act, expectedStatement } from "../../approval/acts";
import { holderAt, keyOf, keyUse, machines } from "../../approval/authority";
import { judgeEvidence } from "../../approval/judge";
import { planFileText } from "../../approval/plan-file";
import { policyOf } from "../../approval/policy";
import { prefixOf, readCommit } from "../../approval/read-side";
import { publicKeyOf, SshError, signText } from "../../approval/ssh-keygen";
import { keyBlob } from "../../approval/ssh-signature";
import { type Proof, statementText } from "../../approval/statement";
import type { Forge, PullRequest, Review } from "../../forge/forge";
import { type Undecided, undecided } from "../../forge/review-evidence";
import { commitOf } from "../../git/commits";
import { GitError } from "../../git/run-git";
import { jsonText, printable } from "../../printable";
import type { Site } from "../../schema/site";
import type { Text } from "../../text";
import { planOfAct } from "../approval/plan-of-act";
import { writeEvidence } from "../approval/sign";
import { failed, unusable } from "../command-error";
import type { Context } from "../context";
import { openSite, siteFolder } from "../site";
import { openForge, pullNumber, withForge } from "./open-forge";

/** Looks at a pull request's reviews, and writes evidence of those that approve. @returns exit code */
export async function forgeEvidence(context: Context, options: Record<string, unknown>): Promise<number> {
  const { site } = openSite(siteFolder(context, options.stack as string | undefined));
  const anchors = await trusted(site.root, options);
  const policy = policyOf(anchors);
  if (!policy.demands) return 0;
  const forge = openForge(context, options, anchors);
  const isTaken = policy.kinds.includes("forge") && policy.forge === forge.kind;
  if (!isTaken && options.check !== true) return 0;
  const pull = await withForge(() => pullOf(context, forge, options));
  if (!pull) return 0; // pushed without one: nothing was approved there
  const hasEvidence = ({ path }: Act) => existsSync(join(site.root, `${path}.json`));
  const found = await withForge(() => undecided(forge, pull, { site, anchors, hasEvidence }));
  const all =
    options.check === true
      ? looked(found, isTaken)
      : await written(context, { site, anchors, forge, pull }, found, options);
  return tell(context, all, options);
}

/** Officers, keys and policy as main has them: before the merge, or what the branch goes into. */
async function trusted(root: string, { commit, base }: Record<string, unknown>): Promise<Site> {
  try {
    const from = await commitOf(root, typeof commit === "string" ? `${commit}^1` : String(base));
    return (await readCommit(root, from, await prefixOf(root))).site;
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    throw unusable({ id: `Git: ${printable(error.message)}`, en: `Git: ${printable(error.message)}` });
  }
}

async function pullOf(
  context: Context,
  forge: Forge,
  options: Record<string, unknown>,
): Promise<PullRequest | undefined> {
  const { commit } = options;
  if (typeof commit !== "string") return forge.pull(pullNumber(context, options));
  if (!/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(commit))
    throw unusable({ id: "--commit: bukan commit yang utuh", en: "--commit: no whole commit" });
  return forge.pullOf(commit);
}

/** What became of one decision. */
interface Told {
  act: Act;
  /** Why it is not proven; undefined when it is. */
  reason: Text | undefined;
  /** What is said when it is. */
  proven: Text;
}

/** Tells of every decision. @returns exit code: 1 when one is not proven */
function tell(context: Context, all: readonly Told[], { format }: Record<string, unknown>): number {
  if (format === "json")
    context.print(
      jsonText({
        decisions: all.map(({ act, reason }) => ({
          ...{ request: act.requestId ?? null, activity: act.activity, evidence: `${act.path}.json` },
          ...{ proven: !reason, reason: reason ? context.say(reason) : null },
        })),
      }),
    );
  else
    for (const { act, reason, proven } of all)
      context.print(`${placeOf(act)}: ${context.say(reason ?? proven)}`);
  if (all.length === 0 && format !== "json")
    context.note(
      context.say({ id: "Tidak ada keputusan yang menunggu bukti.", en: "No decision waits for evidence." }),
    );
  return all.some(({ reason }) => reason) ? 1 : 0;
}

function looked(found: readonly Undecided[], isTaken: boolean): Told[] {
  return found.map(({ act, review, missing }) => ({
    act,
    reason: isTaken ? (missing ?? digestMissing(act)) : NOT_TAKEN,
    proven: approvedBy(review),
  }));
}

interface Signing {
  site: Site;
  anchors: Site;
  forge: Forge;
  pull: PullRequest;
}

/** What cannot be proven stays unproven, and says why; the rest is written. */
async function written(
  context: Context,
  signing: Signing,
  found: readonly Undecided[],
  options: Record<string, unknown>,
): Promise<Told[]> {
  const all: Told[] = [];
  for (const { act, review, missing } of found) {
    const write = async (one: Review) =>
      digestMissing(act) ?? (await sealed(context, signing, act, one, options));
    const proven = { id: `bukti ditulis: ${act.path}.json`, en: `evidence written: ${act.path}.json` };
    all.push({ act, reason: review ? await write(review) : missing, proven });
  }
  return all;
}

/** Writes one evidence; says why not. */
async function sealed(
  context: Context,
  { site, anchors, forge, pull }: Signing,
  act: Act,
  { account, commit, id }: Review,
  options: Record<string, unknown>,
): Promise<Text | undefined> {
  const plan = await planOfAct(context, site, act, options);
  const digest = digestOf(act);
  if (plan && plan.digest !== digest) return planDiffers(digest, plan.digest);
  const proof: Proof = {
    kind: "forge",
    forge: { kind: forge.kind, account, pull_request: pull.number, commit, review: id },
  };
  const statement = expectedStatement(act, proof);
  const text = statementText(statement);
  const signature = await signText(text, await machineKey(context, anchors, act, options));
  const evidence = {
    path: act.path,
    place: { of: "approval", name: "" } as const,
    ...{ statement: text, signature, plan: plan && planFileText(plan) },
  };
  const now = context.now().getTime();
  const verdict = judgeEvidence(evidence, act, { anchors, now, strictness: "new", author: pull.author });
  if ("refusal" in verdict) return verdict.refusal.found;
  writeEvidence(site.root, act.path, statement, signature, plan);
  return undefined;
}

/** @throws CommandError (exit code 2) for a key that is no machine's by what main has */
async function machineKey(
  { environment, now }: Context,
  anchors: Site,
  { at }: Act,
  { key }: Record<string, unknown>,
): Promise<string> {
  const file = typeof key === "string" ? key : (environment.TITIP_SIGNING_KEY ?? "");
  const words = { id: "kunci mesin tidak terbaca", en: "the machine's key cannot be read" };
  const publicKey = await publicKeyOf(file).catch((error) => {
    if (error instanceof SshError) throw unusable(words, KEY_REMEDY);
    throw error;
  });
  const blob = keyBlob(publicKey);
  const entries = machines(anchors).flatMap((position) => keyOf(holderAt(anchors, position, at), blob) ?? []);
  if (entries.some((entry) => keyUse(entry, at, now().getTime()) === "good")) return file;
  throw failed(
    {
      id: "kunci ini bukan kunci mesin menurut datacenter/officers.yaml di main",
      en: "this key is no machine's by datacenter/officers.yaml of main",
    },
    KEY_REMEDY,
  );
}

const KEY_REMEDY = {
  id: "beri --key atau TITIP_SIGNING_KEY; kuncinya dicatat pada jabatan dengan peran pipeline",
  en: "give --key or TITIP_SIGNING_KEY; the key stands with the position of the role pipeline",
};

/** Who approves on a forge sees what stands in the files: the digest must be there. */
function digestMissing(act: Act): Text | undefined {
  const isRejected = act.effect === "decision" && act.step?.result !== "approved";
  if (isRejected || digestOf(act) !== undefined) return undefined;
  return {
    id: "langkahnya tidak memuat digest, sehingga yang disetujui tidak pasti: catat dengan --set digest=…",
    en: "the step has no digest, so what was approved is not certain: record it with --set digest=…",
  };
}

function digestOf({ approval, step }: Act): string | undefined {
  const digest = approval ? approval.data.digest : step?.digest;
  return typeof digest === "string" ? digest : undefined;
}

function planDiffers(approved: string | undefined, present: string): Text {
  return {
    id: `yang disetujui ${approved}, rencana sekarang ${present}: mintalah persetujuan atas yang sekarang (approvals/<nama>.yaml, kind: change)`,
    en: `approved is ${approved}, the plan is now ${present}: have the present one approved (approvals/<name>.yaml, kind: change)`,
  };
}

function approvedBy(review: Review | undefined): Text {
  const account = printable(review?.account ?? "");
  return { id: `disetujui ${account} di forge`, en: `approved by ${account} on the forge` };
}

const NOT_TAKEN: Text = {
  id: "belum ada bukti, dan persetujuan di forge ini tidak diterima menurut datacenter/approvals.yaml: tandatangani dengan titip sign",
  en: "no evidence yet, and datacenter/approvals.yaml takes no approvals given on this forge: sign with titip sign",
};

function placeOf({ requestId, activity, file, line }: Act): string {
  return printable(`${requestId ?? "-"} ${activity} (${file}:${line})`);
}
