import type { MaintenanceEntry } from "../schema/generated/maintenance-entry";
import type { Repair } from "./repaired-drift";

const MOST_LINES = 50;

/**
 * The journal's entry of what a run repaired. Records are in Indonesian, as are letters.
 * @param nameOf a resource's name for people
 */
export function driftEntry(
  repairs: readonly Repair[],
  at: string,
  nameOf: (urn: string) => string,
): MaintenanceEntry {
  const requests = distinct(repairs.map(({ request }) => request));
  const servers = distinct(repairs.map(({ server }) => server));
  const lines = repairs.map(({ urn, how }) => {
    const words =
      how === "gone" ? "hilang dari server, dibuat kembali" : "diubah di luar Titip, dikembalikan";
    return `${nameOf(urn)} (${urn.split("::")[2]?.split("$").at(-1) ?? ""}): ${words}`;
  });
  const more = lines.length > MOST_LINES ? [`… dan ${lines.length - MOST_LINES} lainnya`] : [];
  return {
    at,
    kind: "drift",
    what: `Keadaan server yang menyimpang dipulihkan: ${repairs.length} sumber daya`,
    result: "done",
    ...(servers.length > 0 ? { servers } : {}),
    ...(requests.length > 0 ? { requests } : {}),
    detail: [...lines.slice(0, MOST_LINES), ...more].join("\n"),
  };
}

function distinct(values: readonly (string | undefined)[]): string[] {
  return [...new Set(values.flatMap((value) => value ?? []))].sort();
}
