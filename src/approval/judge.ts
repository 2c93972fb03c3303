import { instant, isMoment, localDay } from "../schema/moments";
import type { Site } from "../schema/site";
import { type Act, expectedStatement } from "./acts";
import { dayLike, forbidsPosition, holderAt, rolesFor } from "./authority";
import type { Evidence } from "./evidence";
import { forbidsApplicant } from "./forbids-applicant";
import { forbidsSigner } from "./forbids-signer";
import { type ApprovedPlan, readPlanFile } from "./plan-file";
import { policyOf } from "./policy";
import type { Refusal } from "./refusal";
import { parseStatement, type Statement } from "./statement";
import * as says from "./words";

/**
 * How strictly evidence is looked at: `new` as it comes in, `acting` when something is to be done because of it,
 * `standing` when its act is history.
 */
export type Strictness = "new" | "acting" | "standing";

export interface JudgeOptions {
  /** Officers, keys, roles, procedures and policy that are trusted: never the branch's own. */
  anchors: Site;
  /** Milliseconds since 1970. */
  now: number;
  strictness: Strictness;
  /** Nothing that comes in may be older: the newest step that the trusted request has (RFC 3339). */
  notBefore?: string;
  /** Account that sends the change, on the forge. */
  author?: string;
}

/** An approval that is proven. */
export interface VerifiedApproval {
  act: Act;
  evidence: Evidence;
  statement: Statement;
  /** Key in contacts.yaml of the person who decided. */
  contact: string;
  /** Plans that were approved, by request. */
  plans: ApprovedPlan | undefined;
}

/** What is wrong with an evidence, in words and with a name. */
export type Fault = Pick<Refusal, "rule" | "found" | "remedy">;

/** Whether evidence proves its act: the first fault, or the approval. */
export function judgeEvidence(
  evidence: Evidence,
  act: Act,
  options: JudgeOptions,
): { verified: VerifiedApproval } | { refusal: Refusal } {
  const statement = parseStatement(evidence.statement);
  const plans = evidence.plan === undefined ? undefined : readPlanFile(evidence.plan);
  const fault = statement
    ? (forbidsOther(statement, act) ??
      forbidsPlan(statement, act, evidence, plans) ??
      forbidsPerson(statement, act, options) ??
      forbidsSigner(statement, act, evidence, options) ??
      forbidsApplicant(statement, act, options) ??
      forbidsMoment(statement, options))
    : says.unreadable();
  const holder = statement && holderAt(options.anchors, statement.by, statement.at);
  if (!fault && statement && holder)
    return { verified: { act, evidence, statement, contact: holder.contact, plans } };
  const { file, line, requestId: request } = act;
  return { refusal: { ...(fault ?? says.unreadable()), file, line, request } };
}

/** The statement is of this act, and the act is still as it was. */
function forbidsOther(statement: Statement, act: Act): Fault | undefined {
  const { kind, forge, paper } = statement;
  const expected = expectedStatement(act, { kind, forge, paper }, statement);
  if (statement.request !== expected.request || statement.activity !== expected.activity)
    return says.replayed(statement, expected);
  if (statement.follow_up !== expected.follow_up) return says.replayed(statement, expected);
  if (statement.digest !== expected.digest) return says.otherDigest(statement.digest, expected.digest);
  const differs = (["at", "by", "result", "step"] as const).filter((key) => statement[key] !== expected[key]);
  return differs.length > 0 ? says.altered(act, statement, expected) : undefined;
}

function forbidsPlan(
  { digest }: Statement,
  act: Act,
  { plan }: Evidence,
  plans: ApprovedPlan | undefined,
): Fault | undefined {
  const needsDigest = act.approval !== undefined || isApprovedDecision(act);
  if (digest === undefined) {
    if (needsDigest) return says.digestMissing();
    return plan === undefined ? undefined : says.planUnneeded();
  }
  if (act.approval?.data.kind === "inventory") return plan === undefined ? undefined : says.planUnneeded();
  if (plan === undefined) return says.planMissing();
  if (plans?.digest !== digest) return says.planDiffers(digest);
  const stranger = plans.requests.find(
    ({ request }) => act.requestId !== undefined && request !== act.requestId,
  );
  return stranger && says.planOfAnother(stranger.request);
}

function isApprovedDecision({ effect, step }: Act): boolean {
  return effect === "decision" && step?.result === "approved";
}

/** Whoever decided had the role, then and, for what comes in, still today. */
function forbidsPerson(statement: Statement, act: Act, options: JudgeOptions): Fault | undefined {
  const { anchors, now, strictness } = options;
  const { by, at } = statement;
  if (!isMoment(at)) return says.unreadable();
  const roles = rolesFor(anchors, act);
  const forbidden =
    forbidsPosition(anchors, roles, by, localDay(at)) ??
    (strictness === "new" ? forbidsPosition(anchors, roles, by, dayLike(at, now)) : undefined);
  if (forbidden) return { ...forbidden, remedy: says.askEntitled() };
  const then = holderAt(anchors, by, at);
  const today = dayLike(at, now);
  if (strictness === "new" && then && (then.valid.from > today || today > (then.valid.until ?? today)))
    return says.termEnded(by, then.valid.until ?? today);
  if (!act.followUp || !act.step) return undefined;
  const other = holderAt(anchors, act.by, act.at);
  return other?.contact === then?.contact ? says.ownFollowUp() : undefined;
}

/** A clock may be so much ahead of another. */
const SKEW = 5 * 60_000;
const DAY = 86_400_000;

function forbidsMoment(
  { at }: Statement,
  { anchors, now, strictness, notBefore }: JudgeOptions,
): Fault | undefined {
  if (strictness === "standing") return undefined;
  if (instant(at) > now + SKEW) return says.future(at);
  const { age } = policyOf(anchors);
  if (instant(at) < now - age * DAY) return says.tooOld(at, age);
  if (strictness === "new" && notBefore !== undefined && instant(at) < instant(notBefore))
    return says.backdated(at, notBefore);
  return undefined;
}
