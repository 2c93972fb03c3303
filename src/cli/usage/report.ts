import { join, resolve } from "node:path";
import { makeFolders } from "../../make-folders";
import { jsonText, printable } from "../../printable";
import { barChart } from "../../report/bar-chart";
import { markdownTable, markdownText } from "../../report/markdown";
import { textTable } from "../../report/text-table";
import type { Language } from "../../text";
import {
  type NamedChart,
  overviewCharts,
  siteCharts,
  type UsageReport,
  usageReport,
} from "../../usage/usage-report";
import { overviewTable, siteTable, type UsageTable } from "../../usage/usage-tables";
import { writeAtomically } from "../atomic-write";
import { type CommandSpec, formatOption } from "../command-spec";
import type { Context } from "../context";
import { noteProblems, openSite, siteFolder } from "../site";
import { wishOf } from "./ask-servers";
import { usageOnRecord } from "./on-record";

export const usageReportCommand: CommandSpec = {
  name: "report",
  summary: {
    id: "tabel dan grafik penggunaan dari records/usage, dibandingkan dengan yang diberikan",
    en: "tables and charts of usage from records/usage, compared with what was allotted",
  },
  details: {
    id: "Tanpa server. Grafik (SVG) dan laporan (Markdown) ditulis ke --out; tabelnya dicetak. Bandwidth ialah laju: yang dibandingkan adalah yang terkirim dengan yang dapat dikirim sebulan penuh.",
    en: "Without a server. Charts (SVG) and the report (Markdown) are written to --out; the table is printed. A bandwidth is a rate: compared is what was sent with what could have been sent in the whole month.",
  },
  examples: ["titip usage report", "titip usage report --month 2026-11 HST-2026-0007 --out out/laporan"],
  arguments: [
    {
      name: "[ids...]",
      text: { id: "permohonan hosting; tanpa ini semuanya", en: "hosting requests; all without one" },
    },
  ],
  options: [
    {
      flags: "--month <month>",
      text: {
        id: "bulan ini, YYYY-MM (bawaan: yang terakhir tercatat)",
        en: "this month, YYYY-MM (default: the last on record)",
      },
    },
    { flags: "--out <dir>", text: { id: "folder hasil", en: "folder to write to" }, default: "out/usage" },
    formatOption(),
  ],
  run: async (context, { arguments: requests, options }) => {
    const { site, problems } = openSite(siteFolder(context));
    noteProblems(
      context,
      site.root,
      problems.filter(({ file }) => file.startsWith("records/usage")),
    );
    const { month } = wishOf(site, requests, options.month);
    const report = usageReport(site, usageOnRecord(site), { month, requests });
    if (options.format === "json") context.print(jsonText(report));
    else if (report.sites.length === 0) noteNothing(context);
    else print(context, report, resolve(context.root, String(options.out)));
    return 0;
  },
};

function noteNothing(context: Context): void {
  context.note(
    context.say({
      id: "Belum ada penggunaan yang tercatat; jalankan 'titip usage collect'.",
      en: "No usage is on record yet; run 'titip usage collect'.",
    }),
  );
}

function print(context: Context, report: UsageReport, folder: string): void {
  const { heading, rows } = overviewTable(report, context.lang);
  context.print(
    textTable(
      heading,
      rows.map((row) => row.map(printable)),
    ),
  );
  makeFolders(folder);
  const { text, charts } = reportPage(report, context.lang);
  for (const { file, chart } of charts)
    writeAtomically(join(folder, file), `${barChart(chart, context.lang)}\n`, 0o644);
  const name = `usage-${report.month}.md`;
  writeAtomically(join(folder, name), text, 0o644);
  const charted = { id: `${charts.length} grafik`, en: `${charts.length} charts` };
  context.note(`${join(folder, name)}, ${context.say(charted)}`);
}

/** The report as Markdown that shows its charts, and the charts. */
function reportPage(report: UsageReport, lang: Language): { text: string; charts: NamedChart[] } {
  const overview = overviewCharts(report, lang);
  const parts = [section(1, overviewTable(report, lang), overview)];
  const charts = [...overview];
  for (const site of report.sites) {
    const own = siteCharts(site, lang);
    charts.push(...own);
    parts.push(section(2, siteTable(site, lang), own));
  }
  return { text: `${parts.join("\n\n")}\n`, charts };
}

function section(level: number, { title, heading, rows }: UsageTable, charts: readonly NamedChart[]): string {
  const images = charts.map(({ file, chart }) => `![${chart.title}](${file})`);
  const table = markdownTable(
    heading.map(markdownText),
    rows.map((row) => row.map(markdownText)),
  );
  return [`${"#".repeat(level)} ${markdownText(title)}`, table, ...images].join("\n\n");
}
