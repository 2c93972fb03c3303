import type { BarChart } from "../report/bar-chart";
import { byteText, numberText } from "../report/number-text";
import type { UsageRecord } from "../report/usage-record";
import type { HostingRequest } from "../schema/generated/hosting-request";
import { parseSize } from "../schema/quantity";
import { isHosting, type Site } from "../schema/site";
import type { Language } from "../text";
import { ALLOTMENT_WORDS, type Allotment, type UsageShare, usageShares } from "./usage-shares";

/** One site's use, by month, and its share of what it was allotted. */
export interface SiteReport {
  request: string;
  application: string;
  agency: string;
  /** The oldest first, at most twelve. */
  months: UsageRecord[];
  /** Of the report's month; empty when nothing is known of it. */
  shares: UsageShare[];
  resources: HostingRequest["resources"];
}

export interface UsageReport {
  /** `2026-11`; undefined when nothing is on record. */
  month: string | undefined;
  /** By request. */
  sites: SiteReport[];
}

const MOST_MONTHS = 12;

/**
 * The report of a month, the last on record unless told. Pure: the same records give the same report.
 * @param records by month, then request
 */
export function usageReport(
  site: Site,
  records: readonly UsageRecord[],
  { month, requests = [] }: { month?: string; requests?: readonly string[] } = {},
): UsageReport {
  const last =
    month ??
    records
      .map((one) => one.month)
      .sort()
      .at(-1);
  const sites = site.requests.filter(isHosting).flatMap(({ data }): SiteReport[] => {
    if (requests.length > 0 && !requests.includes(data.id)) return [];
    const months = records.filter(
      (one) => one.request === data.id && last !== undefined && one.month <= last,
    );
    const now = months.find((one) => one.month === last);
    if (months.length === 0) return [];
    const { id, application, applicant, resources } = data;
    return [
      {
        request: id,
        application: application.name,
        agency: site.agencies.get(applicant.agency)?.name ?? applicant.agency,
        months: months.slice(-MOST_MONTHS),
        shares: now ? usageShares(resources, now) : [],
        resources,
      },
    ];
  });
  return { month: last, sites: sites.sort((a, b) => (a.request < b.request ? -1 : 1)) };
}

/** A chart, and the file that it is drawn in. */
export interface NamedChart {
  file: string;
  chart: BarChart;
}

/** Sites beside each other: traffic of the month, and shares of what they were allotted. */
export function overviewCharts({ month, sites }: UsageReport, lang: Language): NamedChart[] {
  const of = (site: SiteReport) => site.months.find((one) => one.month === month);
  const traffic = sites.flatMap((site) => {
    const bytes = of(site)?.bytes;
    return bytes === undefined ? [] : [{ label: site.request, value: bytes, text: byteText(bytes, lang) }];
  });
  const title = { id: `Lalu lintas ${month}`, en: `Traffic ${month}` };
  const shares = (Object.keys(ALLOTMENT_WORDS) as Allotment[]).map((what) =>
    shareChart(sites, what, month, lang),
  );
  return [{ file: `traffic-${month}.svg`, chart: { title: title[lang], bars: traffic } }, ...shares].filter(
    ({ chart }) => chart.bars.length > 0,
  );
}

function shareChart(
  sites: readonly SiteReport[],
  what: Allotment,
  month: string | undefined,
  lang: Language,
): NamedChart {
  const bars = sites.flatMap(({ request, shares }) =>
    shares
      .filter((one) => one.what === what)
      .map(({ share, used, allotted }) => {
        const amounts = `${byteText(used, lang)} / ${byteText(allotted, lang)}`;
        return { label: request, value: share * 100, text: `${percent(share, lang)} (${amounts})` };
      }),
  );
  const words = { id: "terpakai dari yang diberikan", en: "used of what was allotted" };
  const title = `${ALLOTMENT_WORDS[what][lang]} ${month}: ${words[lang]}`;
  return {
    file: `${what}-${month}.svg`,
    chart: { title, bars, limit: { value: 100, text: "100 %", whole: true } },
  };
}

/** One site by month: requests, traffic, storage and database with what it was allotted. */
export function siteCharts({ request, months, resources }: SiteReport, lang: Language): NamedChart[] {
  const words = {
    requests: { id: "Permintaan", en: "Requests" },
    bytes: { id: "Lalu lintas", en: "Traffic" },
    disk: ALLOTMENT_WORDS.storage,
    database: ALLOTMENT_WORDS.database,
  };
  const limits = {
    requests: undefined,
    bytes: undefined,
    disk: resources.storage,
    database: resources.database?.size,
  };
  return (["requests", "bytes", "disk", "database"] as const).flatMap((key): NamedChart[] => {
    const text = (value: number) => (key === "requests" ? numberText(value, lang) : byteText(value, lang));
    const bars = months.flatMap((one) => {
      const value = one[key];
      return value === undefined ? [] : [{ label: one.month, value, text: text(value) }];
    });
    const limit = limits[key];
    const allotted = limit === undefined ? {} : { limit: { value: parseSize(limit), text: limit } };
    const title = `${words[key][lang]} ${request}`;
    return bars.length === 0 ? [] : [{ file: `${request}-${key}.svg`, chart: { title, bars, ...allotted } }];
  });
}

/** `0.0351` → `3,51 %`. */
export function percent(share: number, lang: Language): string {
  return `${numberText(share * 100, lang)} %`;
}
