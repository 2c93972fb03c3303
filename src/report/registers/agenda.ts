import { instant } from "../../schema/moments";
import type { ServiceRequest, Site } from "../../schema/site";
import { isApproved, nextActivity } from "../../sop/request-state";
import type { Language } from "../../text";
import { type ColumnOf, type RegisterTable, tableOf } from "./register-table";

/** A letter that came in, and what became of it. */
interface Entry {
  agenda?: string;
  received: string;
  letter?: string;
  letterDate?: string;
  from: string;
  subject: string;
  request: string;
  to?: string;
  disposed?: string;
  state: string;
}

const COLUMNS: ColumnOf<Entry>[] = [
  ["agenda", "Nomor agenda", "Agenda number", "text", ({ agenda }) => agenda],
  ["received", "Diterima", "Received", "time", ({ received }) => received],
  ["letter", "Nomor surat", "Letter number", "text", ({ letter }) => letter],
  ["letterDate", "Tanggal surat", "Letter date", "date", ({ letterDate }) => letterDate],
  ["from", "Dari", "From", "text", ({ from }) => from],
  ["subject", "Hal", "Subject", "text", ({ subject }) => subject],
  ["request", "Permohonan", "Request", "text", ({ request }) => request],
  ["to", "Disposisi kepada", "Disposed to", "text", ({ to }) => to],
  ["disposed", "Tanggal disposisi", "Disposed at", "time", ({ disposed }) => disposed],
  ["state", "Keadaan", "State", "text", ({ state }) => state],
];

const KINDS = { hosting: "hosting", colocation: "co-location" } as const;

/** The agenda book (hosting activity 2): letters of request in the order in which they came. */
export function agendaRegister(site: Site, lang: Language): RegisterTable {
  const entries = site.requests.map(({ data }) => entryOf(site, data, lang));
  entries.sort((a, b) => instant(a.received) - instant(b.received) || (a.request < b.request ? -1 : 1));
  const title = { id: "Buku Agenda", en: "Agenda book" };
  return tableOf({ register: "agenda", title, notes: [], wide: true }, COLUMNS, entries);
}

function entryOf(site: Site, request: ServiceRequest, lang: Language): Entry {
  const { request: letter, registration, disposition } = request.steps;
  const to = disposition?.to;
  return {
    agenda: registration?.agenda,
    received: letter.at,
    letter: letter.letter?.number,
    letterDate: letter.letter?.date,
    from: site.agencies.get(request.applicant.agency)?.name ?? request.applicant.agency,
    subject: `Permohonan ${KINDS[request.kind]} ${request.application.name}`,
    request: request.id,
    to: to && (site.officers.get(to)?.title ?? to),
    disposed: disposition?.at,
    state: stateOf(site, request, lang),
  };
}

/** What is to be done next, or how it ended. */
function stateOf({ procedures }: Site, request: ServiceRequest, lang: Language): string {
  const { decision, closure, completion } = request.steps;
  if (closure) return lang === "id" ? "layanan ditutup" : "closed";
  const procedure = procedures[request.kind];
  const next = procedure && nextActivity(request, procedure);
  if (next) return `${lang === "id" ? "menunggu" : "awaits"}: ${next.title[lang]}`;
  if (completion && isApproved(request)) return lang === "id" ? "selesai" : "finished";
  if (decision?.result === "rejected") return lang === "id" ? "ditolak" : "rejected";
  return lang === "id" ? "tidak dilanjutkan" : "not carried out";
}
