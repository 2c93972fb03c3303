import type { ChangeSide } from "../../approval/verify-change";
import { withProof } from "../../approval/with-proof";
import { auditedActs, type Period } from "../../audit/audited-acts";
import { composeDocument } from "../../documents/compose";
import { loadTemplates } from "../../documents/load-templates";
import { renderHtml } from "../../documents/render-html";
import { documentInput } from "../../documents/site-documents";
import { readLogo } from "../documents/write-documents";
import { usageOnRecord } from "../usage/on-record";

/**
 * Letters, forms and minutes of the requests that the period touches, as the commit's own record makes them: by name,
 * as pages. What only the stack's outputs tell is not in a commit, and papers that want it are left out. None where
 * the site has no letterhead.
 */
export function writtenLetters({ site: read }: ChangeSide, period: Period): Map<string, string> {
  const pages = new Map<string, string>();
  const site = withProof(read);
  const { letterhead } = site;
  const acts = auditedActs({ site, evidence: new Map(), inventory: "" }, period);
  const touched = new Set(acts.flatMap(({ act }) => act.requestId ?? []));
  if (!letterhead) return pages;
  const { templates } = loadTemplates(site.root);
  const logo = readLogo(site);
  const usage = (site.records?.usage.length ?? 0) > 0 ? usageOnRecord(site) : undefined;
  for (const { data } of site.requests.filter((request) => touched.has(request.data.id))) {
    const input = documentInput(site, letterhead, data, { usage });
    for (const template of templates) {
      const composed = composeDocument(template, input);
      if (composed.ok)
        pages.set(`${data.id}-${composed.document.document}.html`, renderHtml(composed.document, logo));
    }
  }
  return pages;
}
