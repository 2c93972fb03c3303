import { stringify } from "yaml";
import { sha256OfJson } from "../json-digest";
import type { MaintenanceEntry } from "../schema/generated/maintenance-entry";
import { recordFolders } from "../schema/site-files";

/** Fields in the order in which they are written. */
const ORDER = ["at", "kind", "what", "result", "servers", "requests", "window", "by", "detail"] as const;

/**
 * Path of an entry's file. It holds a digest of the contents: two entries never meet in one file, the same entry
 * recorded on two branches is one file, and an entry that was changed afterwards no longer fits its name.
 */
export function entryPath(entry: MaintenanceEntry): string {
  const moment = entry.at.slice(0, 19).replace(/[-:]/g, "");
  const digest = sha256OfJson(ordered(entry)).slice(0, 8);
  return `${recordFolders.maintenance}/${entry.at.slice(0, 7)}/${moment}-${entry.kind}-${digest}.yaml`;
}

/** Text of an entry's file: the same entry gives the same bytes. */
export function entryText(entry: MaintenanceEntry): string {
  const schema = "# yaml-language-server: $schema=../../../schema/maintenance-entry.json\n";
  return schema + stringify(ordered(entry), { lineWidth: 0, collectionStyle: "any" });
}

function ordered(entry: MaintenanceEntry): Partial<MaintenanceEntry> {
  return Object.fromEntries(ORDER.flatMap((key) => (entry[key] === undefined ? [] : [[key, entry[key]]])));
}
