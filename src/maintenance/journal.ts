import type { MaintenanceWindow } from "../schema/generated/maintenance";
import type { MaintenanceEntry } from "../schema/generated/maintenance-entry";
import { instant } from "../schema/moments";
import type { Site } from "../schema/site";
import type { Text } from "../text";

/** What an entry is about, for people. */
export const KIND_WORDS: Readonly<Record<MaintenanceEntry["kind"], Text>> = {
  work: { id: "Pekerjaan pemeliharaan", en: "Maintenance work" },
  drift: { id: "Penyimpangan dipulihkan", en: "Drift repaired" },
  certificate: { id: "Sertifikat diperbarui", en: "Certificate renewed" },
  backup: { id: "Pencadangan", en: "Backup" },
  restore: { id: "Pemulihan dari cadangan", en: "Restored from a backup" },
};

export const RESULT_WORDS: Readonly<Record<MaintenanceEntry["result"], Text>> = {
  done: { id: "selesai", en: "done" },
  partial: { id: "sebagian", en: "in part" },
  failed: { id: "gagal", en: "failed" },
};

/** Which entries are asked for; nothing: all. */
export interface JournalWish {
  /** First and last day, as the entries' own clocks have them. */
  from?: string;
  until?: string;
  kind?: string;
}

/** The journal, the oldest entry first. */
export function journalOf({ records }: Site, { from, until, kind }: JournalWish = {}): MaintenanceEntry[] {
  return (records?.maintenance ?? [])
    .map(({ data }) => data)
    .filter(
      ({ at }) =>
        (from === undefined || at.slice(0, 10) >= from) && (until === undefined || at.slice(0, 10) <= until),
    )
    .filter((entry) => kind === undefined || entry.kind === kind)
    .sort((a, b) => instant(a.at) - instant(b.at) || (a.what < b.what ? -1 : 1));
}

export interface PlannedWindow extends MaintenanceWindow {
  key: string;
  /** done: it is over and the journal has an entry of it. open: over without one. */
  state: "planned" | "running" | "done" | "open";
}

/** Planned windows, the earliest first. @param now milliseconds since 1970 */
export function windowsOf({ windows, records }: Site, now: number): PlannedWindow[] {
  const recorded = new Set((records?.maintenance ?? []).map(({ data }) => data.window));
  return [...(windows ?? [])]
    .map(
      ([key, window]): PlannedWindow => ({ key, ...window, state: stateOf(window, recorded.has(key), now) }),
    )
    .sort((a, b) => instant(a.from) - instant(b.from) || (a.key < b.key ? -1 : 1));
}

function stateOf({ from, until }: MaintenanceWindow, recorded: boolean, now: number): PlannedWindow["state"] {
  if (now < instant(from)) return "planned";
  if (now <= instant(until)) return "running";
  return recorded ? "done" : "open";
}
