import type { BackupReading, BackupRun, SavedSites, Snapshot } from "../../remote/backups";
import { timeText } from "../../report/date-text";
import { byteText } from "../../report/number-text";
import { textTable } from "../../report/text-table";
import type { Language } from "../../text";

/** Backups with their server, by request, then time. */
function ordered(readings: readonly BackupReading[]): (Snapshot & { server: string })[] {
  const key = ({ request, at, part }: Snapshot) => `${request} ${String(at).padStart(12, "0")} ${part}`;
  return readings
    .flatMap(({ server, snapshots }) => snapshots.map((one) => ({ ...one, server })))
    .sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

export function backupsAsData(readings: readonly BackupReading[]): object {
  const backups = ordered(readings).map(({ at, ...rest }) => ({ ...rest, at: moment(at) }));
  return { servers: readings.map(({ server, settings, runs }) => ({ server, settings, runs })), backups };
}

/** Table of backups, and the last run of each server below it. */
export function backupsTable(readings: readonly BackupReading[], lang: Language): string {
  const heading = {
    id: ["Permohonan", "Waktu", "Bagian", "Server", "Ukuran", "Cadangan"],
    en: ["Request", "Time", "Part", "Server", "Size", "Backup"],
  };
  const rows = ordered(readings).map(({ request, at, part, server, bytes, snapshot }) => [
    request,
    moment(at),
    part,
    server,
    bytes === undefined ? "" : byteText(bytes, lang),
    snapshot,
  ]);
  const none = lang === "id" ? "Belum ada cadangan." : "There are no backups yet.";
  const lines = readings.flatMap(({ server, runs }) => {
    const last = runs.at(-1);
    return last ? [`${server}: ${runText(last, lang)}`] : [];
  });
  return [rows.length > 0 ? textTable(heading[lang], rows) : none, ...lines].join("\n");
}

function runText({ at, saved, failed, bytes }: BackupRun, lang: Language): string {
  const time = timeText(at, lang);
  const size = byteText(bytes, lang);
  return lang === "id"
    ? `terakhir ${time}: ${saved} tersimpan (${size}), ${failed} gagal`
    : `last ${time}: ${saved} saved (${size}), ${failed} failed`;
}

export function savedTable(outcomes: readonly (SavedSites & { server: string })[], lang: Language): string {
  const heading = {
    id: ["Permohonan", "Bagian", "Server", "Ukuran"],
    en: ["Request", "Part", "Server", "Size"],
  };
  const rows = outcomes.flatMap(({ server, saved }) =>
    saved.map(({ request, part, bytes }) => [request, part, server, byteText(bytes, lang)]),
  );
  rows.sort(([a = "", b = ""], [c = "", d = ""]) => (`${a} ${b}` < `${c} ${d}` ? -1 : 1));
  if (rows.length === 0) return lang === "id" ? "Tidak ada yang dicadangkan." : "Nothing was backed up.";
  return textTable(heading[lang], rows);
}

/** `--at` takes it as it stands. */
export function moment(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
}
