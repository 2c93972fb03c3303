import { createHash } from "node:crypto";
import type { VerifiedApproval } from "../approval/judge";
import { subjectOf } from "../approval/statement";
import type { ChangeSide } from "../approval/verify-change";
import { canonicalJson, sha256OfJson } from "../json-digest";
import { planLines } from "../plan/lines";
import { jsonText } from "../printable";
import { instant } from "../schema/moments";
import { allowedSigners, moment, signerOf } from "./allowed-signers";
import { auditJson } from "./audit-json";
import { type AuditedAct, auditedActs, type Period } from "./audited-acts";
import { indexPage } from "./index-page";
import { VERIFY_SCRIPT } from "./verify-script";

/** A commit of main, on its first-parent line. */
export interface MainCommit {
  id: string;
  /** When it was committed, RFC 3339; as Git says, which nobody proves. */
  at: string;
  author: string;
  subject: string;
  /** What the pipeline noted beside it (`refs/notes/titip`): the apply's time, result, log and outputs. */
  note?: string;
}

/** Everything that a bundle is made of, as it was read. */
export interface AuditRecord {
  period: Period;
  /** Object id that everything was read from; undefined for a folder that is no repository. */
  commit?: string;
  side: ChangeSide;
  /** Of the office's clock, `+07:00`. */
  offset: string;
  /** Files of the commit, by path: requests, approvals, inventory, procedures. */
  files: ReadonlyMap<string, string>;
  /** Letters and papers that are kept outside Git, by their SHA-256. */
  papers: ReadonlyMap<string, Uint8Array>;
  /** Letters, minutes and reports as the requests' records make them: name and page. */
  letters: ReadonlyMap<string, string>;
  /** Commits of the period, the oldest first. */
  commits: readonly MainCommit[];
}

export interface Bundle {
  acts: AuditedAct[];
  /** By path below the bundle's folder. */
  files: Map<string, string | Uint8Array>;
  /** SHA-256 of SHA256SUMS: what an auditor writes down. */
  sum: string;
}

/** Makes the bundle: the same record makes the same bytes, so that whoever doubts it makes it again. */
export function auditBundle(record: AuditRecord): Bundle {
  const acts = auditedActs(record.side, record.period);
  const files = new Map<string, string | Uint8Array>();
  addRecord(files, record, acts);
  for (const { verdict } of acts) if (verdict.state === "verified") addChecked(files, verdict.approval);
  files.set("signatures", signatures(record.side, acts));
  files.set("allowed_signers", allowedSigners(record.side.site, record.offset));
  files.set("verify.sh", VERIFY_SCRIPT);
  files.set("audit.json", `${jsonText(auditJson(record, acts))}\n`);
  files.set("index.html", indexPage(record, acts, files));
  const sums = sumsOf(files);
  files.set("SHA256SUMS", sums);
  return { acts, files, sum: sha256(sums) };
}

/** Inventory and procedures that an approval is judged by. */
const JUDGED_BY = /^(datacenter\/(officers|approvals|agencies)|sop\/[\w-]+)\.yaml$/;

/** Requests and approvals that the period's acts are of, with all their evidence, and what they are judged by. */
function addRecord(
  files: Bundle["files"],
  { files: read, side, papers, letters, commits }: AuditRecord,
  acts: AuditedAct[],
): void {
  const wanted = new Set(acts.map(({ act }) => act.approval?.file ?? act.file));
  for (const { file, data } of side.site.requests)
    if (acts.some(({ act }) => act.requestId === data.id)) wanted.add(file);
  for (const [path, text] of read) if (wanted.has(path) || JUDGED_BY.test(path)) files.set(path, text);
  const paths = acts.map(({ act }) => act.path);
  for (const [path, text] of side.evidence)
    if (paths.some((one) => path.startsWith(`${one}.`))) files.set(path, text);
  for (const [sum, bytes] of papers) files.set(`papers/${sum}`, bytes);
  for (const [name, page] of letters) files.set(`letters/${name}`, page);
  for (const { id, note } of commits) if (note !== undefined) files.set(`applies/${id}.json`, note);
}

/** The very bytes whose sums a statement names, so that `sha256sum` can compare them. */
function addChecked(files: Bundle["files"], { act, evidence, statement, plans }: VerifiedApproval): void {
  const place = `checked/${evidence.path}`;
  files.set(`${place}.step.json`, canonicalJson(act.step ?? act.approval?.data));
  if (act.request && statement.subject === subjectOf(act.request)) {
    const { steps: _steps, ...subject } = act.request;
    files.set(`${place}.subject.json`, canonicalJson(subject));
  }
  if (!plans) return;
  const parts = plans.requests.map(({ request, operations }) => ({ request, operations }));
  const [single] = parts;
  if (parts.length === 1 && single && `sha256:${sha256OfJson(single)}` === plans.digest)
    files.set(`${place}.plan.json`, canonicalJson(single));
  else {
    const digests = plans.requests.map(({ request, digest }) => [request, digest]);
    files.set(`${place}.plan.json`, canonicalJson({ requests: Object.fromEntries(digests) }));
    for (const part of parts) files.set(`${place}.parts/${part.request}.json`, canonicalJson(part));
  }
  const lines = plans.requests.flatMap((plan) => [
    plan.request,
    ...planLines(plan).map((line) => `  ${line}`),
  ]);
  files.set(`${place}.plan.txt`, `${plans.digest}\n${lines.join("\n")}\n`);
}

function signatures({ site }: ChangeSide, acts: readonly AuditedAct[]): string {
  const lines = acts.flatMap(({ verdict }) => {
    if (verdict.state !== "verified") return [];
    const { approval } = verdict;
    return `${signerOf(site, approval)}\t${moment(instant(approval.statement.at))}\t${approval.evidence.path}\n`;
  });
  return lines.join("");
}

function sumsOf(files: Bundle["files"]): string {
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([path, bytes]) => `${sha256(bytes)}  ${path}\n`).join("");
}

function sha256(bytes: string | Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
