import { join } from "node:path";
import { commentOf } from "../../../src/comment/comment-of";
import type { CommentInput } from "../../../src/comment/given";
import { loadTemplates } from "../../../src/documents/load-templates";
import { planSite } from "../../../src/plan/plan-site";
import { claim } from "../../../src/provision/claim";
import { loadSite } from "../../../src/schema/load-site";
import { recordOf } from "../plan/a-record";

export const ROOT = join(__dirname, "../../..");

/** The demonstration data with its co-location awaiting the decision, and a site that is new since the last run. */
export function demoInput(changes: Partial<CommentInput> = {}): CommentInput {
  const { site } = loadSite(ROOT);
  const before = { ...site, requests: site.requests.filter(({ data }) => data.id !== "HST-2026-0007") };
  const pending = ["COL-2026-0003"];
  const plan = planSite(site, recordOf(before), pending);
  const { letterhead } = site;
  if (!letterhead) throw new Error("the demonstration has a letterhead");
  return {
    site,
    plan,
    pending,
    problems: [],
    warnings: [],
    refused: claim(site, new Set(pending)).refused,
    letters: { templates: loadTemplates(ROOT).templates, letterhead },
    at: "2026-11-24T09:00:00+07:00",
    lang: "id",
    ...changes,
  };
}

export function demoComment(changes: Partial<CommentInput> = {}) {
  return commentOf(demoInput(changes));
}
