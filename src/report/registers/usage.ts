import type { Site } from "../../schema/site";
import type { UsageRecord } from "../usage-record";
import { type ColumnOf, type RegisterTable, tableOf } from "./register-table";

interface Usage extends UsageRecord {
  application: string;
  agency: string;
}

const COLUMNS: ColumnOf<Usage>[] = [
  ["month", "Bulan", "Month", "text", ({ month }) => month],
  ["request", "Permohonan", "Request", "text", ({ request }) => request],
  ["application", "Aplikasi", "Application", "text", ({ application }) => application],
  ["agency", "Instansi", "Agency", "text", ({ agency }) => agency],
  ["requests", "Permintaan", "Requests", "number", ({ requests }) => requests],
  ["bytes", "Lalu lintas", "Traffic", "bytes", ({ bytes }) => bytes],
  ["disk", "Penyimpanan", "Storage", "bytes", ({ disk }) => disk],
  ["database", "Basis data", "Database", "bytes", ({ database }) => database],
];

/** What `titip usage collect` has beside; no columns where nobody counted it. */
const DETAILS: ColumnOf<Usage>[] = [
  ["visitors", "Pengunjung", "Visitors", "number", ({ visitors }) => visitors],
  ["errors", "Jawaban 5xx", "5xx answers", "number", ({ answers }) => answers && (answers["5xx"] ?? 0)],
];

/** The procedure's record 3, "Data dan laporan hasil penggunaan hosting": by month, then request. */
export function usageRegister(site: Site, records: readonly UsageRecord[]): RegisterTable {
  const requests = new Map(site.requests.map(({ data }) => [data.id, data]));
  const entries = records.map((record): Usage => {
    const request = requests.get(record.request);
    const agency = request?.applicant.agency ?? "";
    return {
      ...record,
      application: request?.application.name ?? "",
      agency: site.agencies.get(agency)?.name ?? agency,
    };
  });
  const key = ({ month, request }: Usage) => `${month} ${request}`;
  entries.sort((a, b) => (key(a) < key(b) ? -1 : 1));
  const title = { id: "Penggunaan Hosting", en: "Hosting usage" };
  const detailed = records.some(({ visitors, answers }) => visitors !== undefined || answers !== undefined);
  const columns = detailed ? [...COLUMNS, ...DETAILS] : COLUMNS;
  return tableOf({ register: "usage", title, notes: [] }, columns, entries);
}
