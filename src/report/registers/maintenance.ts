import { journalOf, KIND_WORDS, RESULT_WORDS } from "../../maintenance/journal";
import type { MaintenanceEntry } from "../../schema/generated/maintenance-entry";
import { instant } from "../../schema/moments";
import { activityOf } from "../../schema/procedure/step-keys";
import type { ServiceRequest, Site } from "../../schema/site";
import type { Language, Text } from "../../text";
import { dateText } from "../date-text";
import { type ColumnOf, type RegisterTable, tableOf } from "./register-table";

/** Something that was done to a service. */
interface Work {
  at: string;
  request?: string;
  application?: string;
  agency?: string;
  what: string;
  detail?: string;
  by?: string;
  evidence?: string;
}

const COLUMNS: ColumnOf<Work>[] = [
  ["at", "Waktu", "Time", "time", ({ at }) => at],
  ["request", "Permohonan", "Request", "text", ({ request }) => request],
  ["application", "Aplikasi", "Application", "text", ({ application }) => application],
  ["agency", "Instansi", "Agency", "text", ({ agency }) => agency],
  ["what", "Pekerjaan", "Work", "text", ({ what }) => what],
  ["detail", "Keterangan", "Detail", "text", ({ detail }) => detail],
  ["by", "Oleh", "By", "text", ({ by }) => by],
  ["evidence", "Bukti", "Evidence", "text", ({ evidence }) => evidence],
];

/** Steps in which somebody touched a server or a service; reading and deciding is no maintenance. */
const WORKS = ["creation", "placement", "suspension", "resumption", "renewal", "closure"] as const;

/** A run of the engine that changed servers, or tried to: drift that was made good is among its changes. */
export interface AppliedUpdate {
  /** Moment with the office's offset. */
  at: string;
  kind: string;
  result: string;
  /** Resources by operation: create, update, delete … */
  changes: Readonly<Record<string, number>>;
}

/**
 * The procedure's record 4, "Pemeliharaan": what was done to the services, oldest first, from the requests' steps, from
 * the journal in `records/maintenance`, and what the engine applied, from the stack's history.
 */
export function maintenanceRegister(
  site: Site,
  lang: Language,
  updates: readonly AppliedUpdate[] = [],
): RegisterTable {
  const works = site.requests
    .flatMap(({ data }) => worksOf(site, data, lang))
    .concat(journalOf(site).map((entry) => journalled(site, entry, lang)))
    .concat(updates.flatMap((update) => applied(update, lang)));
  const key = ({ request = "" }: Work) => request;
  works.sort((a, b) => instant(a.at) - instant(b.at) || (key(a) < key(b) ? -1 : 1));
  const title = { id: "Pemeliharaan", en: "Maintenance" };
  return tableOf({ register: "maintenance", title, notes: [], wide: true }, COLUMNS, works);
}

/** An entry of the journal; one that concerns a single request is told with its application. */
function journalled(site: Site, entry: MaintenanceEntry, lang: Language): Work {
  const { at, kind, what, result, servers = [], requests = [], window, by, detail } = entry;
  const [id] = requests;
  const request = requests.length === 1 ? site.requests.find(({ data }) => data.id === id)?.data : undefined;
  const agency = request?.applicant.agency ?? "";
  const parts = [
    result === "done" ? undefined : RESULT_WORDS[result][lang],
    servers.join(", "),
    window,
    detail,
  ];
  return {
    at,
    request: requests.join(", "),
    application: request?.application.name,
    agency: site.agencies.get(agency)?.name ?? agency,
    what: `${KIND_WORDS[kind][lang]}: ${what}`,
    detail: parts.filter((part) => part !== undefined && part !== "").join("; "),
    by: by === undefined ? undefined : (site.officers.get(by)?.title ?? by),
  };
}

const KINDS: Readonly<Record<string, Text>> = {
  update: { id: "Penerapan ke server", en: "Applied to the servers" },
  refresh: { id: "Pembacaan ulang keadaan server", en: "Servers' state read again" },
  destroy: { id: "Penghapusan seluruhnya", en: "Everything removed" },
};

const CHANGES: readonly [operation: string, text: Text][] = [
  ["create", { id: "dibuat", en: "created" }],
  ["update", { id: "diubah", en: "updated" }],
  ["replace", { id: "diganti", en: "replaced" }],
  ["delete", { id: "dihapus", en: "deleted" }],
];

/** A run that changed nothing and did not fail is no maintenance. */
function applied({ at, kind, result, changes }: AppliedUpdate, lang: Language): Work[] {
  const parts = CHANGES.flatMap(([operation, text]) => {
    const count = changes[operation] ?? 0;
    return count > 0 ? [`${count} ${text[lang]}`] : [];
  });
  if (result !== "succeeded")
    parts.push(lang === "id" ? "gagal sebagian atau seluruhnya" : "failed in part or whole");
  return parts.length > 0 ? [{ at, what: KINDS[kind]?.[lang] ?? kind, detail: parts.join(", ") }] : [];
}

interface WorkStep {
  at: string;
  by: string;
  reason?: string;
  until?: string;
  note?: string;
  digest?: string;
  minutes?: { number: string };
}

function worksOf(site: Site, request: ServiceRequest, lang: Language): Work[] {
  const agency = site.agencies.get(request.applicant.agency)?.name ?? request.applicant.agency;
  const { id, application, kind } = request;
  return WORKS.flatMap((step) => {
    const recorded: WorkStep | WorkStep[] | undefined = request.steps[step];
    const what = activityOf(site.procedures[kind], step)?.title[lang] ?? step;
    return [recorded ?? []].flat().map(
      (one): Work => ({
        at: one.at,
        request: id,
        application: application.name,
        agency,
        what,
        detail: detailOf(one, lang),
        by: site.officers.get(one.by)?.title ?? one.by,
        evidence: one.digest ?? one.minutes?.number,
      }),
    );
  });
}

function detailOf({ reason, until, note }: WorkStep, lang: Language): string | undefined {
  const parts = [
    reason,
    until && `${lang === "id" ? "s.d." : "until"} ${dateText(until, lang)}`,
    note,
  ].filter((part) => part !== undefined);
  return parts.length > 0 ? parts.join("; ") : undefined;
}
