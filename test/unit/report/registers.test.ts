import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createProgram } from "../../../src/cli/program";
import { addressRegister } from "../../../src/report/registers/addresses";
import { agendaRegister } from "../../../src/report/registers/agenda";
import { assetRegister } from "../../../src/report/registers/assets";
import { configurationRegister } from "../../../src/report/registers/configuration";
import { maintenanceRegister } from "../../../src/report/registers/maintenance";
import { registerAsCsv } from "../../../src/report/registers/print-csv";
import { registerAsData } from "../../../src/report/registers/print-json";
import { registerAsMarkdown, registerAsText } from "../../../src/report/registers/print-text";
import { registerAsXlsx } from "../../../src/report/registers/print-xlsx";
import type { RegisterTable } from "../../../src/report/registers/register-table";
import { usageRegister } from "../../../src/report/registers/usage";
import { zipText } from "../../../src/report/registers/without-clock";
import { usageRecords } from "../../../src/report/usage-record";
import type { StackOutputs } from "../../../src/schema/generated/stack-outputs";
import { loadSite } from "../../../src/schema/load-site";
import type { Language } from "../../../src/text";
import { recordedContext } from "../cli/support";

const PROJECT = join(__dirname, "../../..");
const GOLDEN = join(PROJECT, "test/golden/registers");

/** One of each kind of cell, and a name that means harm. */
const TABLE: RegisterTable = {
  register: "usage",
  title: { id: "Uji: [a/b]", en: "Test" },
  columns: [
    { key: "name", title: { id: "Nama", en: "Name" }, type: "text" },
    { key: "bytes", title: { id: "Lalu lintas", en: "Traffic" }, type: "bytes" },
    { key: "count", title: { id: "Jumlah", en: "Count" }, type: "number" },
    { key: "day", title: { id: "Hari", en: "Day" }, type: "date" },
    { key: "at", title: { id: "Waktu", en: "Time" }, type: "time" },
  ],
  rows: [
    ['=HYPERLINK("http://x","klik")', 1536, -12345, "2026-11-09", "2026-11-09T08:02:00+07:00"],
    ["a, b\nc | <b>d</b>", undefined, 0, undefined, undefined],
    ["+62 231 555", 0, 98765, "2026-02-28", undefined],
  ],
  notes: [{ id: "Catatan.", en: "Note." }],
};

describe("a register", () => {
  it("as CSV follows RFC 4180 and lets no cell become a formula", () => {
    expect(registerAsCsv(TABLE, "id")).toBe(
      [
        "Nama,Lalu lintas,Jumlah,Hari,Waktu",
        `"'=HYPERLINK(""http://x"",""klik"")",1536,-12345,2026-11-09,2026-11-09T08:02:00+07:00`,
        '"a, b\nc | <b>d</b>",,0,,',
        "'+62 231 555,0,98765,2026-02-28,",
        "",
      ].join("\r\n"),
    );
  });

  it.each(["=1+1", "+1", "-1", "@SUM(A1)", " =1", "＝1"])("guards %j in CSV", (text) => {
    const csv = registerAsCsv({ ...TABLE, rows: [[text]] }, "id");
    expect(csv.split("\r\n")[1]).toMatch(/^"?'/);
  });

  it("as JSON keeps values as they are", () => {
    const { rows } = registerAsData(TABLE, "en") as { rows: object[] };
    expect(rows[0]).toEqual({
      name: '=HYPERLINK("http://x","klik")',
      bytes: 1536,
      count: -12345,
      day: "2026-11-09",
      at: "2026-11-09T08:02:00+07:00",
    });
    expect(rows[1]).toMatchObject({ bytes: null, count: 0 });
  });

  it("as text and Markdown is for people", () => {
    expect(registerAsText(TABLE, "id")).toContain("1,5 KiB");
    expect(registerAsText(TABLE, "id")).toContain("9 November 2026 pukul 08.02 WIB");
    expect(registerAsText(TABLE, "en")).toContain("-12,345");
    const markdown = registerAsMarkdown(TABLE, "id");
    expect(markdown).not.toContain("<b>");
    const rows = markdown.split("\n").filter((line) => line.startsWith("| "));
    expect(rows.map((line) => line.split(" | ").length)).toEqual([5, 5, 5, 5, 5]);
  });

  it("as XLSX holds texts as texts, numbers as numbers, days as days", async () => {
    const xlsx = await registerAsXlsx(TABLE, "id");
    const sheet = zipText(xlsx, "xl/worksheets/sheet1.xml") ?? "";
    const strings = zipText(xlsx, "xl/sharedStrings.xml") ?? "";
    expect(sheet).not.toContain("<f>");
    expect(strings).toContain("=HYPERLINK(");
    expect(sheet).toContain("<v>98765</v>");
    expect(sheet).toContain("<v>46335</v>"); // 9 November 2026 as Excel counts
    expect(zipText(xlsx, "xl/workbook.xml")).toContain('name="Uji   a b "');
  });

  it("as XLSX is the same bytes at any time, in any time zone", async () => {
    const zone = process.env.TZ;
    const first = await registerAsXlsx(TABLE, "id");
    process.env.TZ = "America/Los_Angeles";
    await new Promise((resolve) => setTimeout(resolve, 2100)); // ZIP counts in steps of two seconds
    const second = await registerAsXlsx(TABLE, "id");
    process.env.TZ = zone;
    expect(Buffer.from(second).equals(Buffer.from(first))).toBe(true);
  });
});

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "titip-report-"));
  for (const part of ["sop", "Pulumi.yaml"])
    cpSync(join(PROJECT, part), join(folder, part), { recursive: true });
  for (const part of ["datacenter", "requests", "outputs.json", "usage.json"])
    cpSync(join(GOLDEN, "site", part), join(folder, part), { recursive: true });
  writeFileSync(join(folder, "Pulumi.uji.yaml"), "");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function titip(lang: "id" | "en", ...words: string[]): Promise<string> {
  const context = recordedContext(folder, { lang });
  const program = createProgram(lang, () => context);
  await program.command.parseAsync(words, { from: "user" });
  expect(program.exitCode()).toBe(0);
  return context.printed.join("\n");
}

const REGISTERS = ["configuration", "addresses", "assets", "maintenance", "usage", "agenda"];
const DATA = ["--outputs", "outputs.json", "--usage", "usage.json"];

describe("golden registers", () => {
  const site = loadSite(join(GOLDEN, "site")).site;
  const outputs = JSON.parse(readFileSync(join(GOLDEN, "site/outputs.json"), "utf8")) as StackOutputs;
  const usage = usageRecords(JSON.parse(readFileSync(join(GOLDEN, "site/usage.json"), "utf8"))) ?? [];
  const make: Record<string, (lang: Language) => RegisterTable> = {
    configuration: () => configurationRegister(outputs),
    addresses: () => addressRegister(outputs),
    assets: () => assetRegister(site),
    maintenance: (lang) => maintenanceRegister(site, lang),
    usage: () => usageRegister(site, usage),
    agenda: (lang) => agendaRegister(site, lang),
  };
  const print: Record<string, (table: RegisterTable) => string> = {
    txt: (table) => `${registerAsText(table, "id")}\n`,
    "en.txt": (table) => `${registerAsText(table, "en")}\n`,
    md: (table) => `${registerAsMarkdown(table, "id")}\n`,
    csv: (table) => registerAsCsv(table, "id"),
    json: (table) => `${JSON.stringify(registerAsData(table, "id"), null, 2)}\n`,
  };

  it.each(Object.keys(make).flatMap((name) => Object.keys(print).map((ending) => [name, ending] as const)))(
    "%s.%s",
    (name, ending) => {
      const table = make[name]?.(ending === "en.txt" ? "en" : "id");
      const text = (table && print[ending]?.(table)) ?? "";
      const path = join(GOLDEN, `${name}.${ending}`);
      if (process.env.UPDATE_GOLDEN) writeFileSync(path, text);
      expect(text).toBe(readFileSync(path, "utf8"));
    },
  );
});

it("a month without traffic is zero in the usage register, not unknown", () => {
  const { site } = loadSite(join(GOLDEN, "site"));
  const record = { month: "2026-11", request: "HST-2026-0001", requests: 0, bytes: 0, disk: 0 };
  const table = usageRegister(site, [record]);
  expect(registerAsData(table, "id")).toMatchObject({
    rows: [{ requests: 0, bytes: 0, disk: 0, database: null }],
  });
  expect(registerAsText(table, "id")).toContain("0 B");
});

describe("titip report", () => {
  it("prints every format that is text, CSV with its own line ends", async () => {
    const csv = await titip("id", "report", "addresses", "--format", "csv", ...DATA);
    expect(csv.split("\r\n")[0]).toBe("Alamat IP,Nama,Jenis,Permohonan,Instansi,Server,Sejak");
    expect(csv).toMatch(/\r$/); // the line feed is the terminal's
    expect(await titip("en", "report", "usage", ...DATA)).toContain("50 GiB");
    expect(await titip("id", "report", "configuration", "--format", "markdown", ...DATA)).toContain("### ");
  });

  it("draws the racks beside the asset register", async () => {
    await titip("id", "report", "assets", "--format", "xlsx", "--out", "out");
    expect(readdirSync(join(folder, "out"))).toEqual(["assets.xlsx", "rack-rak-a.svg", "rack-rak-b.svg"]);
    expect(readFileSync(join(folder, "out/rack-rak-a.svg"), "utf8")).toContain("COL-2026-0003");
  });

  it("names no person", async () => {
    for (const name of REGISTERS) {
      const text = await titip("id", "report", name, "--format", "json", ...DATA);
      expect(text).not.toMatch(/Wulandari|Maulana|Suryani|19[89]\d{15}/);
    }
  });

  it("keeps agencies' servers whose service was closed, with the day they left", async () => {
    const rows = JSON.parse(await titip("id", "report", "assets", "--format", "json")) as {
      rows: { request: string; removed: string | null }[];
    };
    const left = rows.rows.find(({ request }) => request === "COL-2026-0002");
    expect(left?.removed).toBe("2026-11-12");
  });

  it("puts what was applied into maintenance, on the office's clock, and not what changed nothing", async () => {
    const history = join(folder, "state/.pulumi/history/titip/uji");
    mkdirSync(history, { recursive: true });
    const entry = (result: string, resourceChanges: object) =>
      JSON.stringify({ kind: "update", startTime: 1_794_628_800, result, resourceChanges });
    writeFileSync(join(history, "uji-1.history.json"), entry("succeeded", { create: 2, update: 1, same: 7 }));
    writeFileSync(join(history, "uji-2.history.json"), entry("succeeded", { same: 10 }));
    writeFileSync(join(history, "uji-3.history.json"), entry("failed", { delete: 1 }));
    writeFileSync(join(history, "uji-4.history.json"), "{ rusak");
    const text = await titip("id", "report", "maintenance");
    expect(text).toContain("14 November 2026 pukul 11.00 WIB  –\n  Pekerjaan   Penerapan ke server");
    expect(text.match(/Penerapan ke server/g)).toHaveLength(2);
    expect(text).toContain("2 dibuat, 1 diubah");
    expect(text).toContain("1 dihapus, gagal sebagian atau seluruhnya");
  });

  it("refuses an unknown register, and usage without data", async () => {
    await expect(titip("id", "report", "gaji")).rejects.toMatchObject({ exitCode: 2 });
    await expect(titip("id", "report", "usage")).rejects.toMatchObject({ exitCode: 2 });
  });
});
