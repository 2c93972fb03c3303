import type { Block, OfficialDocument, Signature } from "../documents/block";
import { composeDocument } from "../documents/compose";
import { documentInput } from "../documents/site-documents";
import { desire } from "../provision/desire";
import { desireColocation } from "../provision/desire-colocation";
import { type Declared, stackOutputs } from "../provision/stack-outputs";
import type { ServiceRequest, Site } from "../schema/site";
import { usualActorOf } from "../sop/walk-officers";
import type { About } from "./about";
import type { CommentInput } from "./given";
import type { Line, Part, Section } from "./model";

/** The letters that would go out after the merge, as drafts; their numbers are given when they are sent. */
export function letterSections(input: CommentInput, all: readonly About[]): Section[] {
  return all.flatMap(({ request, fate }) => {
    if (!request || fate !== "created" || request.steps.notification) return [];
    return draftsFor(input, request).map((document) => {
      const title = { id: "Konsep surat", en: "Draft letter" }[input.lang];
      return {
        title: `${title}: ${document.title} (${request.id})`,
        folded: true,
        parts: document.blocks.flatMap(partsOf),
      };
    });
  });
}

/** Letters of the notification, as if everything before it had been done. */
function draftsFor({ site, letters, at }: CommentInput, request: ServiceRequest): OfficialDocument[] {
  if (!letters) return [];
  const supposed = supposing(site, request, at);
  const outputs = stackOutputs(site, [declared(site, supposed)], []);
  const input = { ...documentInput(site, letters.letterhead, supposed, { outputs }), draft: true };
  return letters.templates
    .filter(({ step, layout }) => step === "notification" && layout === "letter")
    .flatMap((template) => {
      const composed = composeDocument(template, input);
      return composed.ok ? [composed.document] : [];
    });
}

function supposing(site: Site, request: ServiceRequest, at: string): ServiceRequest {
  const step = (effect: string) => ({ at, by: usualActorOf(site, request, effect, at) });
  const made = request.kind === "hosting" ? { creation: step("creation") } : {};
  const decision = { ...step("decision"), result: "approved" as const };
  const steps = { decision, ...made, ...request.steps, notification: step("notification") };
  return { ...request, steps } as ServiceRequest;
}

/** The request as the servers would hold it, were everything made as planned. */
function declared(site: Site, request: ServiceRequest): Declared {
  if (request.kind === "colocation") {
    const desired = desireColocation(site, request);
    const held = { access: desired.ruleSet?.access ?? [], records: recordsIn(desired) };
    return { request, desired, held };
  }
  const desired = desire(site, request);
  return { request, desired, held: { site: desired.virtualHost, records: recordsIn(desired) } };
}

function recordsIn({ recordSets }: Pick<ReturnType<typeof desireColocation>, "recordSets">) {
  return recordSets.flatMap(({ records }) => records);
}

/** A letter's blocks without its form: a comment is no paper. */
function partsOf(block: Block): Part[] {
  switch (block.kind) {
    case "reference":
      return [fields(block.fields), { kind: "paragraph", line: [block.placeAndDate] }];
    case "fields":
      return [fields(block.fields)];
    case "addressee":
      return [{ kind: "paragraph", line: [`Yth. ${block.lines.join(" ")}`] }];
    case "title":
      return [{ kind: "heading", text: block.text }];
    case "heading":
      return [{ kind: "heading", text: block.text }];
    case "table":
      return [
        {
          kind: "table",
          columns: block.columns.map(({ title, align }) => ({
            title,
            align: align === "right" ? "right" : "left",
          })),
          rows: block.rows.map((row) => row.map((cell): Line => [cell])),
        },
      ];
    case "list":
      return [
        ...(block.title ? [{ kind: "paragraph" as const, line: [block.title] }] : []),
        { kind: "list", items: block.items.map((item): Line => [item]) },
      ];
    case "signatures":
      return block.signatures.map(signature);
    case "paragraph":
    case "note":
    case "warning":
      return [{ kind: "paragraph", line: [block.text] }];
    case "emphasis":
      return [{ kind: "paragraph", line: [{ strong: block.text }] }];
    default:
      return [];
  }
}

function signature({ above, name, below }: Signature): Part {
  const lines = [...above, name || "……", ...below].map((line) => line.replace(/,$/, "")).filter(Boolean);
  return { kind: "paragraph", line: [lines.join(" – ")] };
}

function fields(entries: readonly { label: string; values: string[] }[]): Part {
  const items = entries.map(({ label, values }): Line => [`${label}: ${values.join("; ") || "……"}`]);
  return { kind: "list", items };
}
