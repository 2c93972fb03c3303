import type { DocumentTemplate } from "../schema/generated/document";
import type { Procedure } from "../schema/generated/procedure";
import type { Text } from "../text";
import { composeDocument, type DocumentInput, unmetNeeds } from "./compose";
import { missingText } from "./missing-text";

/** A document that a request may have, and whether it has it now. */
export interface CatalogueEntry {
  document: string;
  title: Text;
  /** ready: it can be made. waiting: something is missing. off: what was recorded excludes it. */
  state: "ready" | "waiting" | "off";
  /** Why not. */
  missing: Text[];
}

/** The documents of the request's kind in their order, with their states. */
export function catalogue(
  templates: readonly DocumentTemplate[],
  input: DocumentInput,
  procedure: Procedure | undefined,
): CatalogueEntry[] {
  const own = templates.filter(({ kinds }) => kinds[input.kind] !== undefined);
  return own.map((template) => {
    const { document, title } = template;
    const composed = composeDocument(template, input);
    if (composed.ok) return { document, title, state: "ready", missing: [] };
    const off = unmetNeeds(template, input).some(({ kind }) => kind === "condition");
    const missing = composed.missing.map((one) => missingText(one, procedure));
    return { document, title, state: off ? "off" : "waiting", missing };
  });
}

/** Facts that a template asks for: `configuration` and `usage` are fetched only when a document needs them. */
export function needsFacts(template: DocumentTemplate, root: string): boolean {
  return (
    JSON.stringify(template.body).includes(`{${root}.`) || JSON.stringify(template.body).includes(`"${root}.`)
  );
}
