import { isObject } from "../is-object";
import { canonicalJson, sha256OfJson } from "../json-digest";
import type { LoadedApproval } from "../schema/read-approvals";
import type { ServiceRequest } from "../schema/site";
import type { RecordedStep } from "../sop/walk";
import type { EvidenceKind } from "./policy";

/** The forge's own approval, as its programming interface told of it. */
export interface ForgeApproval {
  kind: "github" | "gitlab" | "forgejo";
  account: string;
  /** Number of the pull or merge request. */
  pull_request: number;
  /** The commit that was looked at, in full. */
  commit: string;
  /** The forge's own id of the approval. */
  review: string;
}

export interface SignedPaper {
  /** 64 lower-case hexadecimal digits, of the file as it is kept. */
  sha256: string;
  title: string;
}

/** What somebody approved: all that an approval is bound to. Its canonical JSON is what is signed. */
export interface Statement {
  kind: EvidenceKind;
  /** The activity's key in the procedure, or the kind of approval (`change`, `repair`, …). */
  activity: string;
  /** Says that a suspension was right that was done in an emergency. */
  follow_up?: true;
  request?: string;
  /** `approved`, `rejected`; `recorded` for what has no result. */
  result: string;
  /** When, with offset: of the step, or of the follow-up itself. */
  at: string;
  /** Position that decided. */
  by: string;
  /** `sha256:…` of the plan; absent where nothing is to be applied. */
  digest?: string;
  /** SHA-256 of the step's (or approval's) canonical JSON. */
  step: string;
  /** SHA-256 of the canonical JSON of the request without its steps; absent where there is no request. */
  subject?: string;
  forge?: ForgeApproval;
  paper?: SignedPaper;
}

/** One line: the bytes that are signed. */
export function statementText(statement: Statement): string {
  return `${canonicalJson(statement)}\n`;
}

/** @returns undefined for anything but the very bytes that `statementText` writes */
export function parseStatement(text: string): Statement | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isStatement(value) && statementText(value) === text ? value : undefined;
  } catch {
    return undefined;
  }
}

const TEXTS = ["kind", "activity", "result", "at", "by", "step"];
const OPTIONAL = ["request", "digest", "subject"];
const OTHERS = ["follow_up", "forge", "paper"];

function isStatement(value: unknown): value is Statement {
  if (!isObject(value)) return false;
  const known = new Set([...TEXTS, ...OPTIONAL, ...OTHERS]);
  const { kind, follow_up: followUp, forge, paper } = value;
  return (
    Object.keys(value).every((key) => known.has(key)) &&
    TEXTS.every((key) => typeof value[key] === "string") &&
    OPTIONAL.every((key) => value[key] === undefined || typeof value[key] === "string") &&
    (followUp === undefined || followUp === true) &&
    (kind === "ssh" || (kind === "forge" && isForge(forge)) || (kind === "paper" && isPaper(paper))) &&
    (kind === "forge" || forge === undefined) &&
    (kind === "paper" || paper === undefined)
  );
}

function isForge(value: unknown): boolean {
  if (!isObject(value)) return false;
  const texts = ["kind", "account", "commit", "review"];
  return texts.every((key) => typeof value[key] === "string") && typeof value.pull_request === "number";
}

function isPaper(value: unknown): boolean {
  return isObject(value) && typeof value.title === "string" && /^[0-9a-f]{64}$/.test(String(value.sha256));
}

/** How a statement came about: besides what is approved, all that it says. */
export type Proof = Pick<Statement, "kind" | "forge" | "paper">;

/** What a step's evidence must say. @param activity the office's own key */
export function stepStatement(
  request: ServiceRequest,
  activity: string,
  step: RecordedStep,
  proof: Proof,
  digest: string | undefined = digestOfStep(step),
): Statement {
  return {
    ...proof,
    activity,
    request: request.id,
    result: typeof step.result === "string" ? step.result : "recorded",
    at: step.at,
    by: step.by,
    digest,
    step: sha256OfJson(step),
    subject: subjectOf(request),
  };
}

/** The same for a file of `approvals/`. @param request undefined when it was taken away, or the whole plan is meant */
export function approvalStatement(
  { data }: LoadedApproval,
  request: ServiceRequest | undefined,
  proof: Proof,
): Statement {
  return {
    ...proof,
    activity: data.kind,
    request: data.request,
    result: "approved",
    at: data.at,
    by: data.by,
    digest: data.digest,
    step: sha256OfJson(data),
    subject: request && subjectOf(request),
  };
}

/** SHA-256 of what a request asks for: everything but its steps. */
export function subjectOf({ steps: _steps, ...subject }: ServiceRequest): string {
  return sha256OfJson(subject);
}

function digestOfStep({ digest }: RecordedStep): string | undefined {
  return typeof digest === "string" ? digest : undefined;
}
