import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { barChart } from "../../../src/report/bar-chart";
import { loadSite } from "../../../src/schema/load-site";
import { overviewCharts, siteCharts, usageReport } from "../../../src/usage/usage-report";
import { usageShares } from "../../../src/usage/usage-shares";
import { overviewTable, siteTable } from "../../../src/usage/usage-tables";
import { second, secondRequest, withSite } from "../schema/support/site-folder";

const golden = join(__dirname, "../../golden/usage/charts.txt");
const A = "HST-2026-0001";
const B = "HST-2026-0002";
const GIB = 2 ** 30;
const resources = {
  storage: "20 GiB",
  memory: "1 GiB",
  bandwidth: "8 Mbit/s",
  database: { engine: "mariadb" as const, size: "1 GiB" },
};
const records = [
  { request: A, month: "2026-10", requests: 10, bytes: GIB },
  {
    request: A,
    month: "2026-11",
    requests: 12_345,
    bytes: 3 * GIB,
    visitors: 77,
    answers: { "2xx": 12_000, "5xx": 345 },
    disk: 5 * GIB,
  },
  { request: B, month: "2026-11", requests: 0, bytes: 0, disk: 30 * GIB },
];
const site = withSite({ [secondRequest]: second() }, (root) => loadSite(root).site);
const report = usageReport(site, records);

describe("shares of what was allotted", () => {
  it("compare bytes with bytes, and a rate with what it carries in the whole month", () => {
    const shares = usageShares(resources, {
      request: A,
      month: "2026-11",
      requests: 1,
      bytes: 2_592e9,
      disk: 5 * GIB,
      database: 2 * GIB,
    });
    expect(shares).toEqual([
      { what: "storage", used: 5 * GIB, allotted: 20 * GIB, share: 0.25 },
      { what: "bandwidth", used: 2_592e9, allotted: 2_592e9, share: 1 }, // 1 MB/s in 30 days
      { what: "database", used: 2 * GIB, allotted: GIB, share: 2 },
    ]);
  });

  it("leave out what is not known", () => {
    expect(
      usageShares({ ...resources, bandwidth: undefined, database: undefined } as never, {
        request: A,
        month: "2026-02",
        requests: 1,
        bytes: 1,
      }),
    ).toEqual([]);
  });
});

describe("the report", () => {
  it("is of the last month on record unless told, and of whom it is asked for", () => {
    expect(report).toMatchObject({ month: "2026-11", sites: [{ request: A }, { request: B }] });
    expect(report.sites[0]?.months.map(({ month }) => month)).toEqual(["2026-10", "2026-11"]);
    const earlier = usageReport(site, records, { month: "2026-10" });
    expect(earlier.sites.map(({ request, months }) => [request, months.length])).toEqual([[A, 1]]);
    expect(usageReport(site, records, { requests: [B] }).sites.map(({ request }) => request)).toEqual([B]);
    expect(usageReport(site, [])).toEqual({ month: undefined, sites: [] });
  });

  it("has tables in which what nobody counted is no zero", () => {
    const { heading, rows } = overviewTable(report, "en");
    expect(rows[0]).toEqual([
      A,
      site.requests[0]?.data.application.name,
      "12,345",
      "77",
      "0",
      "345",
      "3 GiB",
      "5 GiB",
      "–",
      "25 %",
      "0.05 %",
      "–",
    ]);
    expect(rows[1]?.slice(2, 6)).toEqual(["0", "–", "–", "–"]);
    expect(heading).toHaveLength(rows[0]?.length ?? 0);
    expect(siteTable(report.sites[0] as never, "id").rows).toHaveLength(2);
  });

  it("draws charts that stand alone", () => {
    const charts = [...overviewCharts(report, "id"), ...report.sites.flatMap((one) => siteCharts(one, "id"))];
    expect(charts.map(({ file }) => file)).toEqual([
      "traffic-2026-11.svg",
      "storage-2026-11.svg",
      "bandwidth-2026-11.svg",
      `${A}-requests.svg`,
      `${A}-bytes.svg`,
      `${A}-disk.svg`,
      `${B}-requests.svg`,
      `${B}-bytes.svg`,
      `${B}-disk.svg`,
    ]);
    const drawn = charts.map(({ chart }) => `${barChart(chart, "id")}\n`).join("");
    if (process.env.UPDATE_GOLDEN) {
      mkdirSync(dirname(golden), { recursive: true });
      writeFileSync(golden, drawn);
    }
    expect(drawn).toBe(readFileSync(golden, "utf8"));
  });
});

describe("a bar chart", () => {
  const bars = [
    { label: "<script>", value: 1, text: "1" },
    { label: "penuh", value: 300, text: "300" },
  ];

  it("writes every value, marks what is over its limit by more than colour, and is no markup of its texts", () => {
    const svg = barChart({ title: 'A & "B"', bars, limit: { value: 100, text: "100" } }, "en");
    expect(svg).toContain("300 !");
    expect(svg).toContain("Allotted: 100");
    expect(svg).toContain("&lt;script&gt;");
    expect(svg).not.toMatch(/<script|style=|href/);
    expect(svg).toContain("stroke-dasharray");
  });

  it("draws shares on a scale of the whole: 6 % is no long bar", () => {
    const share = [{ label: "HST-2026-0007", value: 6, text: "6 %" }];
    const svg = barChart(
      { title: "A", bars: share, limit: { value: 100, text: "100 %", whole: true } },
      "id",
    );
    const widths = [...svg.matchAll(/<rect[^>]* width="([\d.]+)" height="14"/g)].map(([, width]) =>
      Number(width),
    );
    expect(widths).toHaveLength(1);
    expect(widths[0]).toBeLessThan(40);
    expect(svg).toContain("stroke-dasharray");
  });

  it("draws no line for a limit that is far away: the bars would be gone", () => {
    const svg = barChart({ title: "A", bars, limit: { value: 1e9, text: "1e9" } }, "id");
    expect(svg).not.toContain("stroke-dasharray");
    expect(svg).toContain("Diberikan: 1e9");
  });

  it("of nothing, or of zeros, is still a drawing", () => {
    expect(barChart({ title: "A", bars: [] }, "id")).not.toMatch(/NaN|Infinity/);
    expect(barChart({ title: "A", bars: [{ label: "a", value: 0, text: "0" }] }, "id")).not.toMatch(
      /NaN|Infinity/,
    );
  });
});
