import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { OfficialDocument } from "../../../src/documents/block";
import { composeDocument, type DocumentInput } from "../../../src/documents/compose";
import { loadTemplates } from "../../../src/documents/load-templates";
import type { People } from "../../../src/documents/people";
import { type DocumentedRequest, requestFacts } from "../../../src/documents/request-facts";
import { acceptedServer } from "../../../src/schema/delivered-server";
import type { ColocationRequest } from "../../../src/schema/generated/colocation-request";
import type { DocumentTemplate } from "../../../src/schema/generated/document";
import type { Letterhead } from "../../../src/schema/generated/letterhead";
import type { Procedure } from "../../../src/schema/generated/procedure";

const ROOT = join(__dirname, "../../..");
export const GOLDEN = join(ROOT, "test/golden/documents");
export const CASES = readdirSync(GOLDEN).filter((name) => !name.includes("."));

/** The templates that the project ships. */
export const TEMPLATES = loadTemplates(ROOT).templates;

export interface Case {
  request: DocumentedRequest;
  configuration?: unknown;
  usage?: unknown;
  capacity?: unknown;
}

interface Inventory {
  agencies: Record<string, never>;
  officers: Record<string, never>;
  contacts: Record<string, never>;
  letterhead: Letterhead;
}

function read<T>(path: string): T {
  return parse(readFileSync(path, "utf8")) as T;
}

const inventory = read<Inventory>(join(GOLDEN, "inventory.yaml"));
export const letterhead = inventory.letterhead;
export const people: People = {
  agencies: new Map(Object.entries(inventory.agencies)),
  officers: new Map(Object.entries(inventory.officers)),
  contacts: new Map(Object.entries(inventory.contacts)),
};

export function caseOf(name: string): Case {
  return read<Case>(join(GOLDEN, name, "input.yaml"));
}

export function inputOf({ request, ...sources }: Case, changes: Partial<DocumentInput> = {}): DocumentInput {
  const procedure = read<Procedure>(join(ROOT, "sop", `${request.kind}.yaml`));
  const server = request.kind === "colocation" ? acceptedServer(request as ColocationRequest) : undefined;
  const facts = requestFacts(request, { people, letterhead, procedure, server, ...sources });
  return { request: request.id, kind: request.kind, facts, people, letterhead, ...changes };
}

export function templateOf(name: string): DocumentTemplate {
  const template = TEMPLATES.find(({ document }) => document === name);
  if (!template) throw new Error(`no template ${name}`);
  return template;
}

/** A document that must be possible. */
export function documentOf(name: string, input: DocumentInput): OfficialDocument {
  const composed = composeDocument(templateOf(name), input);
  if (!composed.ok)
    throw new Error(`${name} is missing ${composed.missing.map(({ path }) => path).join(", ")}`);
  return composed.document;
}

/** Every document that a case's state allows. */
export function documentsOf(input: DocumentInput): OfficialDocument[] {
  return TEMPLATES.flatMap((template) => {
    const composed = composeDocument(template, input);
    return composed.ok ? [composed.document] : [];
  });
}
