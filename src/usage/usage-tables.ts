import { byteText, numberText } from "../report/number-text";
import type { Language } from "../text";
import { percent, type SiteReport, type UsageReport } from "./usage-report";
import { ALLOTMENT_WORDS, type Allotment } from "./usage-shares";

/** A table as texts, for every printer. */
export interface UsageTable {
  title: string;
  heading: string[];
  rows: string[][];
}

const DASH = "–";
const ALLOTMENTS = Object.keys(ALLOTMENT_WORDS) as Allotment[];

/** Sites of the month beside each other, with their shares of what they were allotted. */
export function overviewTable({ month, sites }: UsageReport, lang: Language): UsageTable {
  const heading = {
    id: [
      "Permohonan",
      "Aplikasi",
      "Permintaan",
      "Pengunjung",
      "4xx",
      "5xx",
      "Lalu lintas",
      "Penyimpanan",
      "Basis data",
    ],
    en: ["Request", "Application", "Requests", "Visitors", "4xx", "5xx", "Traffic", "Storage", "Database"],
  };
  const shares = ALLOTMENTS.map((what) => `% ${ALLOTMENT_WORDS[what][lang]}`);
  const rows = sites.flatMap((site) => {
    const now = site.months.find((one) => one.month === month);
    if (!now) return [];
    const ofAllotted = ALLOTMENTS.map((what) => {
      const found = site.shares.find((one) => one.what === what);
      return found ? percent(found.share, lang) : DASH;
    });
    return [[site.request, site.application, ...amounts(now, lang), ...ofAllotted]];
  });
  const title = { id: `Penggunaan hosting ${month ?? ""}`, en: `Hosting usage ${month ?? ""}` };
  return { title: title[lang].trim(), heading: [...heading[lang], ...shares], rows };
}

/** One site by month. */
export function siteTable({ request, application, months }: SiteReport, lang: Language): UsageTable {
  const heading = {
    id: ["Bulan", "Permintaan", "Pengunjung", "4xx", "5xx", "Lalu lintas", "Penyimpanan", "Basis data"],
    en: ["Month", "Requests", "Visitors", "4xx", "5xx", "Traffic", "Storage", "Database"],
  };
  const rows = months.map((one) => [one.month, ...amounts(one, lang)]);
  return { title: `${request} ${application}`, heading: heading[lang], rows };
}

/** A class of answers that nobody got is zero where classes were counted at all. */
function amounts(
  { requests, visitors, answers, bytes, disk, database }: SiteReport["months"][number],
  lang: Language,
): string[] {
  const number = (value: number | undefined) => (value === undefined ? DASH : numberText(value, lang));
  const size = (value: number | undefined) => (value === undefined ? DASH : byteText(value, lang));
  const ofClass = (key: "4xx" | "5xx") => number(answers && (answers[key] ?? 0));
  return [
    number(requests),
    number(visitors),
    ofClass("4xx"),
    ofClass("5xx"),
    size(bytes),
    size(disk),
    size(database),
  ];
}
