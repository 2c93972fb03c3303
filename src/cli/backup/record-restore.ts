import type { RestoredPart } from "../../backup/restore-site";
import type { Site } from "../../schema/site";
import type { Context } from "../context";
import { appendEntry, momentOf, noteEntry } from "../maintenance/append-entry";
import { moment } from "./describe";

/** Says what was restored from what, and where the former contents are. */
export function tellRestored(context: Context, request: string, restored: readonly RestoredPart[]): void {
  for (const { part, server, snapshot, archive } of restored) {
    const kept = archive === undefined ? "" : `; ${archive}`;
    context.print(
      context.say({
        id: `${request}: ${part} di ${server} dikembalikan dari cadangan ${moment(snapshot.at)}${kept}`,
        en: `${request}: ${part} on ${server} put back from the backup of ${moment(snapshot.at)}${kept}`,
      }),
    );
  }
}

/** The same as an entry of the journal. */
export function recordRestore(
  context: Context,
  site: Site,
  request: string,
  restored: readonly RestoredPart[],
): void {
  const detail = restored.map(({ part, server, snapshot, archive }) => {
    const kept = archive === undefined ? "" : `; isi sebelumnya: ${archive}`;
    return `${part} di ${server}: cadangan ${snapshot.snapshot} (${moment(snapshot.at)})${kept}`;
  });
  const entry = {
    at: momentOf(site, context.now()),
    kind: "restore" as const,
    what: `Situs ${request} dipulihkan dari cadangan`,
    result: "done" as const,
    servers: [...new Set(restored.map(({ server }) => server))].sort(),
    requests: [request],
    detail: detail.join("\n"),
  };
  noteEntry(context, appendEntry(site.root, entry));
}
