import type { BackupRun } from "../../remote/backups";
import { byteText } from "../../report/number-text";
import type { MaintenanceEntry } from "../../schema/generated/maintenance-entry";
import type { Site } from "../../schema/site";
import { askEach, withBackups } from "../backup/open-backups";
import type { Context } from "../context";
import { appendEntry } from "./append-entry";

/** Journal entries of a server's runs: the same run is always the same entry, so that none is written twice. */
export function runEntries(server: string, runs: readonly BackupRun[]): MaintenanceEntry[] {
  return runs.map(({ at, saved, failed, bytes, seconds, guilty }): MaintenanceEntry => {
    const requests = [...new Set(guilty)].sort();
    return {
      at,
      kind: "backup",
      what: `Pencadangan ${server}: ${saved} bagian tersimpan (${byteText(bytes, "id")}), ${failed} gagal, ${seconds} detik`,
      result: failed === 0 ? "done" : saved === 0 ? "failed" : "partial",
      servers: [server],
      ...(requests.length > 0 ? { requests } : {}),
    };
  });
}

/** Asks the servers for their runs and writes those that are not in the journal yet. */
export async function collectRuns(
  context: Context,
  site: Site,
): Promise<{ files: string[]; failures: number }> {
  const { answers, failures } = await withBackups(context, site, (backups) =>
    askEach(context, site, (server) => backups(server).list()),
  );
  const entries = answers.flatMap(({ server, runs }) => runEntries(server, runs));
  const files = entries.flatMap((entry) => appendEntry(site.root, entry) ?? []);
  return { files: files.sort(), failures };
}
