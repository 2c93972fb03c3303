import type { ApprovalStatus } from "../approval-words";
import type { DocumentTemplate } from "../schema/generated/document";
import type { Letterhead } from "../schema/generated/letterhead";
import { instant, localDay } from "../schema/moments";
import { approvalStatement } from "./approval-statement";
import type { Block, OfficialDocument } from "./block";
import { asList, type Facts, factAt, isFacts } from "./facts";
import { fillBlocks } from "./fill-blocks";
import { copyBlocks, headBlocks } from "./letterhead";
import type { People } from "./people";
import { Scope } from "./scope";
import { signatureBlock } from "./signatures";

/** What a document is made of besides its template. */
export interface DocumentInput {
  request: string;
  kind: "hosting" | "colocation";
  facts: Facts;
  people: People;
  letterhead: Letterhead;
  /** The document's step is not recorded: the document says that it is a draft. */
  draft?: boolean;
  /** How far the decision, where there is one, has been verified; claimed when absent. */
  approval?: ApprovalStatus;
}

const DRAFT = "KONSEP – langkah ini belum dicatat dalam permohonan";

/** What a document would need and is not there. */
export interface Missing {
  /** A step that is not recorded; a condition that the record does not meet; a value that nobody gave. */
  kind: "step" | "condition" | "value";
  /** Path of facts, `request.kind` for a document that this kind of request does not have. */
  path: string;
}

export type Composed = { ok: true; document: OfficialDocument } | { ok: false; missing: Missing[] };

/**
 * Makes a document. It says nothing that the request does not hold: where a placeholder has no value there is no
 * document but the list of what is missing. The same input gives the same document.
 */
export function composeDocument(template: DocumentTemplate, input: DocumentInput): Composed {
  const unmet = unmetNeeds(template, input);
  if (unmet.length > 0) return { ok: false, missing: unmet };
  const moment = String(factAt(input.facts, `steps.${template.step}.at`));
  const scope = new Scope(asOf(moment, input.facts));
  const day = documentDay(template, scope);
  const statement = approvalStatement(template, input);
  const { people, letterhead } = input;
  const blocks: Block[] = [
    ...headBlocks(template, letterhead, scope, day),
    ...(input.draft ? [{ kind: "emphasis" as const, text: DRAFT }] : []),
    ...fillBlocks(template.body, scope),
    ...(statement ? [{ kind: "note" as const, text: `${statement}.` }] : []),
    signatureBlock({ template, letterhead, people, scope, moment, day }),
    ...copyBlocks(template.document, letterhead, people, moment),
  ];
  const lacking = [...new Set(scope.missing)].map((path): Missing => ({ kind: "value", path }));
  if (lacking.length > 0) return { ok: false, missing: lacking };
  const title = scope.text(template.subject);
  const footer = [input.request, ...(input.draft ? ["KONSEP"] : []), ...(statement ? [statement] : [])].join(
    " · ",
  );
  const { document } = template;
  return { ok: true, document: { document, request: input.request, title, moment, footer, blocks } };
}

/** A document printed again later lists the activities that it listed when it was written. */
function asOf(moment: string, facts: Facts): Facts {
  const done = asList(facts.history).filter(
    (entry) => !isFacts(entry) || instant(String(entry.at)) <= instant(moment),
  );
  return { ...facts, history: done };
}

/** What keeps a document from being made before a word of it is read: its kind, its steps, its conditions. */
export function unmetNeeds(template: DocumentTemplate, { kind, facts }: DocumentInput): Missing[] {
  const steps = template.kinds[kind];
  if (!steps) return [{ kind: "condition", path: "request.kind" }];
  const scope = new Scope(facts);
  const needed = [...new Set([...steps, template.step])].map((step) => `steps.${step}`);
  const missing = needed.filter((path) => !scope.has(path)).map((path): Missing => ({ kind: "step", path }));
  if (missing.length > 0) return missing;
  const failing = (template.when ?? []).filter((condition) => !scope.holds(condition));
  return failing.map(({ path }) => ({ kind: "condition", path }));
}

function documentDay(template: DocumentTemplate, scope: Scope): string {
  const step = `steps.${template.step}`;
  const paths = template.date ?? [`${step}.letter.date`, `${step}.at`];
  const found = paths.flatMap((path) => scope.optional(`{${path}}`) ?? []);
  return localDay(found[0] ?? "");
}
