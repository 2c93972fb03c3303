import type { MaintenanceEntry } from "./generated/maintenance-entry";
import type { UsageMonth } from "./generated/usage-month";
import type { ReadBoth } from "./load-site";
import type { Problem } from "./problem";
import { listFolder, recordFolders } from "./site-files";

/** A record as it was read; only records of the right shape are kept. */
export interface SiteRecord<T> {
  /** Path relative to the site's root, with `/`. */
  file: string;
  data: T;
}

/** What was used and done: written by Titip, committed, never typed (`records/`). */
export interface SiteRecords {
  /** By month, then server. */
  usage: readonly SiteRecord<UsageMonth>[];
  /** The oldest first, by their names. */
  maintenance: readonly SiteRecord<MaintenanceEntry>[];
}

/** Reads `records/usage/<month>/<server>.yaml` and `records/maintenance/<month>/<entry>.yaml`. */
export function readRecords(root: string, read: ReadBoth): { records: SiteRecords; problems: Problem[] } {
  const usage = listFolder(root, recordFolders.usage);
  const maintenance = listFolder(root, recordFolders.maintenance);
  const kept = <N extends "usage-month" | "maintenance-entry">(schema: N, files: readonly string[]) =>
    files.flatMap((file) => {
      const { sound: data } = read(schema, file);
      return data ? [{ file, data }] : [];
    });
  return {
    records: {
      usage: kept("usage-month", usage.files),
      maintenance: kept("maintenance-entry", maintenance.files),
    },
    problems: [...usage.problems, ...maintenance.problems],
  };
}
