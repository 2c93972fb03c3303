import type { VirtualHostInputs } from "./desired-state";

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** The page a new site shows until its agency uploads its own; written once, never over anything. */
export function placeholderPage(inputs: Pick<VirtualHostInputs, "title" | "serverName" | "request">): string {
  const title = escapeHtml(inputs.title);
  return `<!doctype html>
<html lang="id">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<h1>${title}</h1>
<p>Hosting <strong>${escapeHtml(inputs.serverName)}</strong> telah siap. Isi situs ini belum diunggah.</p>
<p><small>Nomor permohonan: ${escapeHtml(inputs.request)}</small></p>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}
