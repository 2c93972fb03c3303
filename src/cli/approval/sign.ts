import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Act, actsOf, expectedStatement } from "../../approval/acts";
import { inventoryDigest } from "../../approval/inventory-digest";
import { judgeEvidence } from "../../approval/judge";
import { planFileText, readPlanFile } from "../../approval/plan-file";
import { prefixOf } from "../../approval/read-side";
import { SshError, signText } from "../../approval/ssh-keygen";
import { type Proof, parseStatement, type Statement, statementText } from "../../approval/statement";
import { findCommit } from "../../git/commits";
import { readFileAt } from "../../git/objects";
import { makeFolders } from "../../make-folders";
import { differingLines } from "../../plan/lines";
import type { Plan, RequestPlan } from "../../plan/plan";
import { loadSite } from "../../schema/load-site";
import type { Site } from "../../schema/site";
import { writeAtomically } from "../atomic-write";
import { failed, unusable } from "../command-error";
import type { Context } from "../context";
import { keepPaper, lettersFolder, type Paper } from "../letters/letter-store";
import { ask } from "../question";
import { noteProblems, type OpenedSite } from "../site";
import { newProblems } from "../steps/record-step";
import { planOfAct } from "./plan-of-act";
import { withDigest } from "./record-digest";
import { notePlan, noteStatement } from "./show-statement";
import { type SigningKey, signingKey } from "./signer";

/** What is to be signed, and how. */
export interface Signing {
  act: Act;
  proof: Proof;
  /** Of a follow-up: who approves and when. */
  own?: Pick<Statement, "by" | "at">;
  /** Kept with the letters. */
  paper?: Paper;
}

/**
 * Signs an act and writes its evidence beside the requests. Nothing is written before the signature is there.
 *
 * @returns exit code: 1 when the file with its digest would break a rule
 * @throws CommandError when the signer may not, or something else was signed before
 */
export async function sign(
  context: Context,
  { site, problems }: OpenedSite,
  { act, proof, own, paper }: Signing,
  options: Record<string, unknown>,
): Promise<number> {
  const { by, at } = own ?? act;
  const now = context.now().getTime();
  const keyFile = typeof options.key === "string" ? options.key : undefined;
  const key = await signingKey(site, act, { by, at, kind: proof.kind }, keyFile, now);
  const plan =
    (act.followUp ? planSigned(site, act) : undefined) ?? (await planOfAct(context, site, act, options));
  const digest = plan?.digest ?? inventoryOf(site, act);
  if (isSigned(site, act, digest, now)) {
    context.note(
      context.say({ id: `Sudah ditandatangani: ${act.path}.json`, en: `Signed before: ${act.path}.json` }),
    );
    return 0;
  }
  await refuseToReplace(context, site, act, plan, options.again === true);
  const text = withDigest(site, act, digest);
  const texts = new Map(text === undefined ? [] : [[act.file, text]]);
  const wrong = text === undefined || act.approval ? [] : newProblems(site.root, problems, texts);
  noteProblems(context, site.root, wrong, texts);
  if (wrong.length > 0) return 1;
  const statement = statementOf(site, act, proof, texts, { by, at, digest });
  notePlan(context, plan);
  noteStatement(context, site, statement);
  if (context.interactive && options.yes !== true && !(await ask(context, QUESTION))) return 1;
  const signature = await signatureOf(statementText(statement), key);
  if (paper) keepPaper(lettersFolder(context, site.root), paper);
  if (text !== undefined) writeAtomically(join(site.root, act.file), text, 0o644);
  writeEvidence(site.root, act.path, statement, signature, plan);
  const evidence = `${act.path}.json`;
  context.print(options.format === "json" ? JSON.stringify({ evidence, digest, by, at }) : evidence);
  return 0;
}

const QUESTION = { id: "Tandatangani?", en: "Sign this?" };

function inventoryOf({ root }: Site, { approval }: Act): string | undefined {
  return approval?.data.kind === "inventory" ? inventoryDigest(root) : undefined;
}

/** The plan that was signed when the service was suspended: that is what is approved afterwards. */
function planSigned({ root }: Site, { path }: Act): RequestPlan | undefined {
  const file = join(root, `${path.replace(/-follow-up/, "")}.plan.json`);
  return existsSync(file) ? readPlanFile(readFileSync(file, "utf8"))?.requests[0] : undefined;
}

/** The statement as it will be when the digest stands in the act's file. */
function statementOf(
  { root }: Site,
  act: Act,
  proof: Proof,
  texts: ReadonlyMap<string, string>,
  said: Pick<Statement, "by" | "at" | "digest">,
): Statement {
  const known: Statement = { ...proof, ...said, activity: "", result: "", step: "" };
  const { approval } = act;
  if (approval) {
    const data = { ...approval.data, digest: said.digest };
    return expectedStatement({ ...act, approval: { ...approval, data } }, proof, known);
  }
  const changed = texts.size === 0 ? act : actsOf(loadSite(root, texts).site).get(act.path);
  if (!changed) throw new Error(`${act.path} is gone with its digest`);
  return expectedStatement(changed, proof, known);
}

function evidenceFile(site: Site, act: Act, ending: string): string | undefined {
  const file = join(site.root, `${act.path}${ending}`);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

/** Whether the very same is signed already. */
function isSigned(site: Site, act: Act, digest: string | undefined, now: number): boolean {
  const statement = evidenceFile(site, act, ".json");
  if (statement === undefined || parseStatement(statement)?.digest !== digest) return false;
  const evidence = {
    path: act.path,
    place: { of: "approval", name: "" } as const,
    statement,
    signature: evidenceFile(site, act, ".sig"),
    plan: evidenceFile(site, act, ".plan.json"),
  };
  return "verified" in judgeEvidence(evidence, act, { anchors: site, now, strictness: "standing" });
}

/** What main has is never replaced; what a branch has only when that is said. */
async function refuseToReplace(
  context: Context,
  site: Site,
  act: Act,
  plan: RequestPlan | Plan | undefined,
  again: boolean,
): Promise<void> {
  const signed = evidenceFile(site, act, ".json") !== undefined;
  const recorded = act.approval?.data.digest ?? act.step?.digest;
  const differs =
    !act.followUp && typeof recorded === "string" && plan !== undefined && recorded !== plan.digest;
  if (!signed && !differs) return;
  if (signed && (await isOnMain(site.root, `${act.path}.json`))) throw merged(act);
  if (again) return;
  for (const line of linesThatDiffer(evidenceFile(site, act, ".plan.json"), plan)) context.note(`  ${line}`);
  throw failed(
    {
      id: `${act.path}: yang ditandatangani atau dicatat sebelumnya berbeda dari rencana sekarang`,
      en: `${act.path}: what was signed or recorded before differs from the plan now`,
    },
    {
      id: "lihat yang berbeda, lalu ulangi dengan --again untuk menggantinya",
      en: "look at what differs, then say it again with --again to replace it",
    },
  );
}

function linesThatDiffer(old: string | undefined, plan: RequestPlan | Plan | undefined): string[] {
  const before = old === undefined ? [] : (readPlanFile(old)?.requests ?? []);
  const present = plan === undefined ? [] : "requests" in plan ? plan.requests : [plan];
  const ids = [...new Set([...before, ...present].map(({ request }) => request))].sort();
  return ids.flatMap((id) => {
    const [one, other] = [before, present].map((list) => list.find(({ request }) => request === id));
    return differingLines(one, other).map((line) => `${id}: ${line}`);
  });
}

async function isOnMain(folder: string, file: string): Promise<boolean> {
  for (const main of ["main", "origin/main"]) {
    const commit = await findCommit(folder, main).catch(() => undefined);
    if (commit === undefined) continue;
    return (await readFileAt(folder, commit, `${await prefixOf(folder)}${file}`)) !== undefined;
  }
  return false;
}

function merged({ path, requestId }: Act): Error {
  return failed(
    {
      id: `${path}.json sudah ada di main; bukti tidak pernah diganti`,
      en: `main has ${path}.json already; evidence is never replaced`,
    },
    {
      id: `setujui rencana yang baru dengan approvals/<nama>.yaml (kind: change, request: ${requestId ?? "…"}), lalu titip sign --approval <nama>`,
      en: `approve the new plan by approvals/<name>.yaml (kind: change, request: ${requestId ?? "…"}), then titip sign --approval <name>`,
    },
  );
}

async function signatureOf(text: string, key: SigningKey): Promise<string> {
  const scratch = mkdtempSync(join(tmpdir(), "titip-key-"));
  try {
    const file = "file" in key ? key.file : join(scratch, "key.pub");
    if ("publicKey" in key) writeFileSync(file, `${key.publicKey}\n`, { mode: 0o600 });
    return await signText(text, file);
  } catch (error) {
    if (!(error instanceof SshError)) throw error;
    throw unusable({ id: `tidak ditandatangani: ${error.words}`, en: `not signed: ${error.words}` });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** The statement comes last: it is what makes the other two evidence. */
export function writeEvidence(
  root: string,
  path: string,
  statement: Statement,
  signature: string,
  plan: RequestPlan | Plan | undefined,
): void {
  const file = join(root, path);
  makeFolders(dirname(file));
  if (plan) writeAtomically(`${file}.plan.json`, planFileText(plan), 0o644);
  else rmSync(`${file}.plan.json`, { force: true });
  writeAtomically(`${file}.sig`, signature, 0o644);
  writeAtomically(`${file}.json`, statementText(statement), 0o644);
}
