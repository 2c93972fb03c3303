import { canonicalJson } from "../json-digest";
import { isRecord } from "../schema/shape/record";

/** What became of one request's approved plan. */
export interface AppliedPart {
  /** Digest that was approved for the request. */
  digest: string;
  /** When the run ended, RFC 3339. */
  at: string;
  /** `applied`: what was approved is there; `superseded`: another approval of the request was, instead. */
  state: "applied" | "superseded";
}

/** By request: an approval of a whole plan has several. */
export type AppliedParts = ReadonlyMap<string, AppliedPart>;

/** The pipeline's record beside an approval, `<path>.applied.json`. */
export function appliedText(parts: AppliedParts): string {
  return `${canonicalJson({ requests: Object.fromEntries(parts) })}\n`;
}

/** What such a record says; nothing for none, or for what is none. */
export function readApplied(text: string | undefined): Map<string, AppliedPart> {
  const parts = new Map<string, AppliedPart>();
  const value = parsed(text);
  if (!isRecord(value) || !isRecord(value.requests)) return parts;
  for (const [request, part] of Object.entries(value.requests)) if (isPart(part)) parts.set(request, part);
  return parts;
}

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isPart(value: unknown): value is AppliedPart {
  if (!isRecord(value)) return false;
  const known = value.state === "applied" || value.state === "superseded";
  return known && typeof value.digest === "string" && typeof value.at === "string";
}
