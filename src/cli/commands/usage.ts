import { resolve } from "node:path";
import { jsonText } from "../../printable";
import { createFleet } from "../../remote/create-fleet";
import type { UsageReading } from "../../remote/fleet";
import { describeServerError } from "../../remote/server-error";
import { registerAsCsv } from "../../report/registers/print-csv";
import { registerAsText } from "../../report/registers/print-text";
import { usageRegister } from "../../report/registers/usage";
import type { UsageRecord } from "../../report/usage-record";
import type { Site } from "../../schema/site";
import type { Language } from "../../text";
import { mergeUsage, type UsageWish } from "../../usage/merge-usage";
import { writeAtomically } from "../atomic-write";
import { unusable } from "../command-error";
import { type CommandSpec, formatOption } from "../command-spec";
import type { Context } from "../context";
import { withProgress } from "../progress";
import { openSite, siteFolder } from "../site";

export const usageCommand: CommandSpec = {
  name: "usage",
  summary: {
    id: "tanyakan penggunaan setiap situs per bulan kepada server web: permintaan, lalu lintas, penyimpanan",
    en: "ask the web servers what each site used by month: requests, traffic, storage",
  },
  details: {
    id: "Server menghitung catatan akses Apache-nya sendiri dan melanjutkan dari tempat terakhir. Lalu lintas ialah byte yang dikirim Apache, dengan header bila combined memuat %O seperti pada Debian; bulan menurut waktu server di catatan; penyimpanan menurut pembacaan terakhir di bulan itu. JSON-nya diterima 'titip report usage --usage' dan 'titip letter --usage'.",
    en: "Each server counts Apache's own access logs, from where it left off. Traffic is the bytes that Apache sent, with headers where combined has %O as in Debian; months are by the server's time in the log; storage is the last reading of the month. 'titip report usage --usage' and 'titip letter --usage' take the JSON.",
  },
  examples: [
    "titip usage",
    "titip usage HST-2026-0007 --month 2026-11",
    "titip usage --format json --out out/usage.json",
  ],
  arguments: [
    {
      name: "[ids...]",
      text: { id: "permohonan hosting; tanpa ini semuanya", en: "hosting requests; all without one" },
    },
  ],
  options: [
    { flags: "--month <month>", text: { id: "hanya bulan ini, YYYY-MM", en: "this month only, YYYY-MM" } },
    { flags: "--out <file>", text: { id: "tulis ke berkas ini", en: "write to this file" } },
    formatOption(["text", "json", "csv"]),
  ],
  run: async (context, { arguments: requests, options }) => {
    const { site } = openSite(siteFolder(context));
    const wish = wishOf(site, requests, options.month);
    const asking = { id: "Menanyakan penggunaan", en: "Asking for usage" };
    const readings = await withProgress(context, asking, askServers(site, requests));
    noteDoubts(context, readings);
    const records = mergeUsage(readings, (id) => serverOf(site, id), wish);
    write(context, contentOf(site, records, options.format, context.lang), options.out);
    return readings.some(({ failures }) => failures.length > 0) ? 1 : 0;
  },
};

/** @throws CommandError (exit code 2) for what cannot be asked for */
function wishOf(site: Site, requests: string[], month: unknown): UsageWish {
  const hosted = new Set(
    site.requests.filter(({ data }) => data.kind === "hosting").map(({ data }) => data.id),
  );
  const unknown = requests.find((id) => !hosted.has(id));
  if (unknown !== undefined)
    throw unusable({
      id: `permohonan hosting ${unknown} tidak ada; server co-location tidak dihitung`,
      en: `there is no hosting request ${unknown}; co-located servers are not counted`,
    });
  if (month === undefined) return { requests };
  if (typeof month === "string" && /^\d{4}-(0[1-9]|1[0-2])$/.test(month)) return { requests, month };
  throw unusable({ id: "--month: bulan seperti 2026-11", en: "--month: a month such as 2026-11" });
}

/** Every web server once, all at the same time: a site may have been on another one before. */
async function askServers(site: Site, requests: string[]): Promise<UsageReading[]> {
  const fleet = createFleet(Object.fromEntries(site.servers));
  try {
    const servers = [...site.servers].filter(([, { role }]) => role === "web").map(([key]) => key);
    return await Promise.all(servers.map((key) => fleet.web(key).usage(requests)));
  } finally {
    await fleet.close();
  }
}

function serverOf(site: Site, id: string): string | undefined {
  const data = site.requests.find((request) => request.data.id === id)?.data;
  return data?.kind === "hosting" ? data.steps.assessment?.allocation?.server : undefined;
}

/** What is missing from the sums, on standard error. */
function noteDoubts(context: Context, readings: readonly UsageReading[]): void {
  for (const { server, failures, unreadable } of readings) {
    for (const { details } of failures) context.note(describeServerError(details, context.lang));
    for (const { request, lines } of unreadable)
      context.note(
        context.say({
          id: `${request}: ${server}: ${lines} baris catatan akses tidak berbentuk combined dan tidak dihitung`,
          en: `${request}: ${server}: ${lines} lines of the access log are not in the form combined and not counted`,
        }),
      );
  }
}

function contentOf(site: Site, records: UsageRecord[], format: unknown, lang: Language): string {
  if (format === "json") return `${jsonText(records)}\n`;
  const table = usageRegister(site, records);
  return format === "csv" ? registerAsCsv(table, lang) : `${registerAsText(table, lang)}\n`;
}

/** Cells are made printable before; CSV keeps its line ends (CR LF), which no terminal is shown otherwise. */
function write(context: Context, content: string, out: unknown): void {
  if (typeof out === "string") writeAtomically(resolve(context.root, out), content, 0o644);
  else context.command(content.slice(0, -1));
}
