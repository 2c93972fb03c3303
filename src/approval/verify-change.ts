import { sha256OfJson } from "../json-digest";
import { instant } from "../schema/moments";
import type { LoadedRequest, ServiceRequest, Site } from "../schema/site";
import { pathOf } from "../sop/walk";
import { type Act, actsOf, decides } from "./acts";
import * as changeSays from "./change-words";
import { type Evidence, type EvidenceFiles, listEvidence } from "./evidence";
import { type FollowUp, openFollowUps } from "./follow-ups";
import { forbidsAuthor } from "./forbids-author";
import { type JudgeOptions, judgeEvidence, type VerifiedApproval } from "./judge";
import { policyOf } from "./policy";
import type { Refusal } from "./refusal";
import { parseStatement, type Statement, subjectOf } from "./statement";

/** One side of a change: a commit's data, or a work tree's. */
export interface ChangeSide {
  site: Site;
  evidence: EvidenceFiles;
  /** Digest of `datacenter/` and `sop/` (`inventoryDigest`). */
  inventory: string;
}

export interface Change {
  /** What the change starts from: of a branch, where it left main. */
  base: ChangeSide;
  /** What it leads to. */
  head: ChangeSide;
  /** Officers, keys, procedures and policy that are trusted: main as it is now; the base's when absent. */
  anchors?: Site;
  /** Milliseconds since 1970. */
  now: number;
  /** Account that sends the change, on the forge. */
  author?: string;
}

export interface ChangeVerdict {
  /** None: the change may be merged, as far as approvals go. */
  refusals: Refusal[];
  /** Approvals that come with it, proven. */
  verified: VerifiedApproval[];
  /** Emergencies of the head whose approval has not followed yet. */
  followUps: FollowUp[];
}

/** Everything that is looked at for one change. */
interface Looked extends Change {
  anchors: Site;
  before: ReadonlyMap<string, Act>;
  after: ReadonlyMap<string, Act>;
  listed: ReturnType<typeof listEvidence>;
  refuse(refusal: Refusal): void;
  verified: VerifiedApproval[];
}

/**
 * Whether a change brings what it needs: evidence for every decision that is new, all that was proven left as it was,
 * nobody's request edited behind his back. Pure: no process, no clock, no file. Git's authors and dates are not
 * looked at, so that squash and rebase change nothing.
 */
export function verifyChange(change: Change): ChangeVerdict {
  const anchors = change.anchors ?? change.base.site;
  const refusals: Refusal[] = [];
  const looked: Looked = {
    ...change,
    anchors,
    before: actsOf(change.base.site),
    after: actsOf(change.head.site),
    listed: listEvidence(change.head.evidence),
    refuse: (refusal) => refusals.push(refusal),
    verified: [],
  };
  keepsEvidence(looked);
  const judged = judgeNew(looked);
  if (policyOf(anchors).demands) {
    demandsEvidence(looked, judged);
    demandsInventory(looked);
    for (const refusal of forbidsAuthor(change.base.site, change.head, anchors, change))
      refusals.push(refusal);
  }
  keepsRequests(looked);
  const followUps = openFollowUps(change.head.site, change.head.evidence, anchors, change.now);
  return { refusals: refusals.sort(byPlace), verified: looked.verified, followUps };
}

/** Evidence is never changed nor taken away, and belongs to something. */
function keepsEvidence({ base, head, listed, after, refuse }: Looked): void {
  for (const [file, text] of base.evidence) {
    const now = head.evidence.get(file);
    if (now === undefined) refuse({ ...changeSays.evidenceRemoved(), file });
    else if (now !== text) refuse({ ...changeSays.evidenceChanged(), file });
  }
  for (const file of listed.strays.filter((one) => !base.evidence.has(one)))
    refuse({ ...changeSays.strayEvidence(), file });
  for (const { path } of listed.evidence) {
    if (!base.evidence.has(`${path}.json`)) {
      if (!after.has(path)) refuse({ ...changeSays.evidenceOfNothing(), file: `${path}.json` });
      continue;
    }
    for (const file of [`${path}.sig`, `${path}.plan.json`])
      if (head.evidence.has(file) && !base.evidence.has(file))
        refuse({ ...changeSays.evidenceChanged(), file });
  }
  for (const file of head.evidence.keys())
    if (file.endsWith(".applied.json") && !base.evidence.has(file)) refuse({ ...changeSays.applied(), file });
}

/** Evidence that comes in, and that of acts that are not what they were. Returns the paths that were looked at. */
function judgeNew(looked: Looked): Set<string> {
  const { base, listed, before, after, refuse, verified } = looked;
  const judged = new Set<string>();
  for (const evidence of listed.evidence) {
    const act = after.get(evidence.path);
    const isNew = !base.evidence.has(`${evidence.path}.json`);
    if (!act || (!isNew && sameAct(before.get(evidence.path), act))) continue;
    judged.add(evidence.path);
    const result = judgeEvidence(evidence, act, optionsFor(looked, act, isNew));
    if ("refusal" in result) refuse(result.refusal);
    else if (isNew) verified.push(result.verified);
  }
  return judged;
}

function optionsFor({ anchors, now, author, base, head }: Looked, act: Act, isNew: boolean): JudgeOptions {
  if (!isNew) return { anchors, now, strictness: "standing" };
  return {
    anchors,
    now,
    author,
    strictness: "new",
    notBefore: notBefore(base.site, head.site, anchors, act),
  };
}

/** The newest moment that an act cannot come before: steps that the base has, and the step before it. */
function notBefore(base: Site, head: Site, anchors: Site, act: Act): string | undefined {
  if (act.approval) return undefined;
  if (act.followUp) return act.at;
  const known = requestOf(base, act.requestId)?.data;
  const moments = known ? momentsOf(known) : [];
  const request = requestOf(head, act.requestId)?.data;
  const procedure = request && anchors.procedures[request.kind];
  const done = request && procedure ? pathOf(request, procedure).done : [];
  const index = done.findIndex(({ activity }) => activity.key === act.activity);
  const previous = index > 0 ? done[index - 1]?.step.at : undefined;
  return [...moments, ...(previous === undefined ? [] : [previous])]
    .sort((a, b) => instant(a) - instant(b))
    .at(-1);
}

function momentsOf({ steps }: ServiceRequest): string[] {
  return Object.values<{ at: string } | { at: string }[] | undefined>({ ...steps }).flatMap((step) =>
    Array.isArray(step) ? step.map(({ at }) => at) : step ? [step.at] : [],
  );
}

/** Every decision that is new, or not what it was, is proven; none that was recorded is gone. */
function demandsEvidence({ before, after, head, refuse }: Looked, judged: ReadonlySet<string>): void {
  for (const [path, act] of after) {
    if (!decides(act) || judged.has(path) || sameAct(before.get(path), act)) continue;
    const { file, line, requestId: request } = act;
    if (!head.evidence.has(`${path}.json`))
      refuse({ ...changeSays.approvalMissing(act), file, line, request });
  }
  for (const [path, act] of before) {
    const { file, line, requestId: request } = act;
    const isThere = requestOf(head.site, request) !== undefined || act.approval !== undefined;
    if (decides(act) && isThere && !after.has(path))
      refuse({ ...changeSays.actRemoved(act), file, line, request });
  }
}

function demandsInventory({ base, head, verified, refuse }: Looked): void {
  if (base.inventory === head.inventory) return;
  const approved = verified.some(
    ({ act, statement }) => act.approval?.data.kind === "inventory" && statement.digest === head.inventory,
  );
  if (!approved) refuse({ ...changeSays.inventoryUnapproved(head.inventory), file: "datacenter" });
}

/** What was approved is not edited or taken away without a new approval. */
function keepsRequests(looked: Looked): void {
  const { base, head, anchors, verified, refuse } = looked;
  const demands = policyOf(anchors).demands;
  const newest = newestStatements(looked.listed.evidence);
  const known = new Map(base.site.requests.map((request) => [request.data.id, request]));
  for (const request of head.site.requests) {
    const old = known.get(request.data.id);
    known.delete(request.data.id);
    const place = { file: request.file, line: request.position("").line, request: request.data.id };
    const isEdited = old && demands && isDecided(old) && isOtherwise(old.data, request.data);
    if (
      (isEdited && !isChangeApproved(verified, request.data.id)) ||
      isStale(looked, newest.get(request.data.id), request, old)
    )
      refuse({ ...changeSays.edited(), ...place });
  }
  if (!demands) return;
  for (const { file, data } of [...known.values()].filter(isDecided))
    if (!isChangeApproved(verified, data.id))
      refuse({ ...changeSays.requestRemoved(), file, request: data.id });
}

function isDecided({ data }: LoadedRequest): boolean {
  return data.steps.decision !== undefined;
}

/** What it asks for, or a step that was recorded, is not what it was; new steps are none of that. */
function isOtherwise(old: ServiceRequest, now: ServiceRequest): boolean {
  if (subjectOf(old) !== subjectOf(now)) return true;
  const present = new Map(Object.entries<unknown>({ ...now.steps }));
  return Object.entries<unknown>({ ...old.steps }).some(([key, step]) => {
    const other = present.get(key);
    if (!Array.isArray(step)) return !same(step, other);
    return !Array.isArray(other) || step.some((one, index) => !same(one, other[index]));
  });
}

function isChangeApproved(verified: readonly VerifiedApproval[], id: string): boolean {
  return verified.some(({ act }) => act.approval?.data.kind === "change" && act.requestId === id);
}

/** The newest approval of a request is of what it now asks for. Looked at where the request or its evidence is new. */
function isStale(
  { base }: Looked,
  newest: Said | undefined,
  { data }: LoadedRequest,
  old: LoadedRequest | undefined,
): boolean {
  if (!newest || newest.statement.subject === undefined) return false;
  const isKnown = base.evidence.has(`${newest.path}.json`) && old && subjectOf(old.data) === subjectOf(data);
  return !isKnown && newest.statement.subject !== subjectOf(data);
}

interface Said {
  path: string;
  statement: Statement;
}

/** The newest statement about each request. */
function newestStatements(evidence: readonly Evidence[]): Map<string, Said> {
  const newest = new Map<string, Said>();
  for (const { path, statement: text } of evidence) {
    const statement = parseStatement(text);
    const known = statement?.request === undefined ? undefined : newest.get(statement.request);
    if (statement?.request === undefined || (known && instant(known.statement.at) >= instant(statement.at)))
      continue;
    newest.set(statement.request, { path, statement });
  }
  return newest;
}

function requestOf({ requests }: Site, id: string | undefined): LoadedRequest | undefined {
  return requests.find(({ data }) => data.id === id);
}

function sameAct(old: Act | undefined, now: Act): boolean {
  return old !== undefined && same(old.step ?? old.approval?.data, now.step ?? now.approval?.data);
}

function same(one: unknown, other: unknown): boolean {
  return other !== undefined && sha256OfJson(one) === sha256OfJson(other);
}

function byPlace(a: Refusal, b: Refusal): number {
  const [one, other] = [a, b].map(({ file = "", line = 0 }) => `${file}:${String(line).padStart(6, "0")}`);
  return (one ?? "") < (other ?? "") ? -1 : 1;
}
