import { resolve } from "node:path";
import { jsonText } from "../../printable";
import { registerAsCsv } from "../../report/registers/print-csv";
import { registerAsText } from "../../report/registers/print-text";
import { usageRegister } from "../../report/registers/usage";
import type { UsageRecord } from "../../report/usage-record";
import type { Site } from "../../schema/site";
import type { Language } from "../../text";
import { mergeUsage } from "../../usage/merge-usage";
import { writeAtomically } from "../atomic-write";
import { type CommandSpec, formatOption } from "../command-spec";
import type { Context } from "../context";
import { withProgress } from "../progress";
import { openSite, siteFolder } from "../site";
import { askWebServers, noteDoubts, serverOf, wishOf } from "../usage/ask-servers";
import { collectCommand } from "../usage/collect";
import { usageReportCommand } from "../usage/report";

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
  commands: [collectCommand, usageReportCommand],
  run: async (context, { arguments: requests, options }) => {
    const { site } = openSite(siteFolder(context));
    const wish = wishOf(site, requests, options.month);
    const asking = { id: "Menanyakan penggunaan", en: "Asking for usage" };
    const readings = await withProgress(
      context,
      asking,
      askWebServers(site, (web) => web.usage(requests)),
    );
    noteDoubts(context, readings);
    const records = mergeUsage(readings, (id) => serverOf(site, id), wish);
    write(context, contentOf(site, records, options.format, context.lang), options.out);
    return readings.some(({ failures }) => failures.length > 0) ? 1 : 0;
  },
};

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
