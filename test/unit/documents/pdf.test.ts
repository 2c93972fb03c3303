import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { OfficialDocument } from "../../../src/documents/block";
import { forFont, isCovered } from "../../../src/documents/font-coverage";
import { renderPdf } from "../../../src/documents/render-pdf";
import { caseOf, documentOf, inputOf } from "./support";

const fontkit = createRequire(__filename)("fontkit") as {
  openSync(path: string): { hasGlyphForCodePoint(code: number): boolean };
};
const ROBOTO = join(__dirname, "../../../node_modules/pdfmake/fonts/Roboto");

const LONG_NAME =
  "Sistem Informasi Manajemen Perencanaan, Penganggaran, Pelaksanaan, Penatausahaan, Pelaporan dan Pertanggungjawaban Keuangan Daerah Terpadu";

/** Names, tables and sums at their largest, signed by somebody whose name was erased. */
function longDocument(name: string): OfficialDocument {
  const long = caseOf("hosting-finished");
  const request = {
    ...long.request,
    applicant: { agency: "panjang", contact: "panjang-it" },
    application: { name: LONG_NAME, runtime: "static", classification: "limited" },
    aliases: [`${"a".repeat(60)}`, "pendaftaran-peserta-didik-baru-sekolah-menengah-pertama-negeri"],
  };
  const records = Array.from({ length: 60 }, (_, at) => ({
    name: `${"sub-domain-yang-panjang".repeat(2)}-${at}.layanan.cirebonkab.go.id`,
    type: at % 2 ? "CNAME" : "A",
    ttl: 86400,
    value: at % 2 ? `${"x".repeat(63)}.cirebonkab.go.id` : "10.20.30.100",
  }));
  const months = Array.from({ length: 70 }, (_, at) => ({
    month: `September ${2026 + at}`,
    requests: 98_765_432_109 + at,
    bytes: 2 ** 50 - at,
    disk: 12_345_678_901_234,
    database: 99_999,
  }));
  const configuration = { ...(long.configuration as object), records };
  const usage = { months, total: { requests: 6_913_580_250_045, bytes: 2 ** 53 } };
  return documentOf(name, inputOf({ ...long, request, configuration, usage }));
}

const LONG = ["notification-letter", "usage-report-letter", "completion-report", "assessment-note"];

function textOf(pdf: Uint8Array): string {
  return Buffer.from(pdf).toString("latin1");
}

function pagesOf(pdf: Uint8Array): number {
  return textOf(pdf).match(/\/Type \/Page\b/g)?.length ?? 0;
}

/** The drawing commands of every page. */
function drawings(pdf: Uint8Array): string[] {
  const bytes = Buffer.from(pdf);
  const streams: string[] = [];
  for (const { index } of textOf(pdf).matchAll(/stream\r?\n/g)) {
    const from = bytes.indexOf("\n", index) + 1;
    try {
      streams.push(inflateSync(bytes.subarray(from)).toString("latin1"));
    } catch {
      // a font, or the end of a stream
    }
  }
  return streams.filter((stream) => stream.includes("BT"));
}

describe("PDF", () => {
  it("is the same bytes for the same document, in any time zone", async () => {
    const document = longDocument("notification-letter");
    const zone = process.env.TZ;
    const first = await renderPdf(document);
    process.env.TZ = "America/Los_Angeles";
    const second = await renderPdf(structuredClone(document));
    process.env.TZ = zone;
    expect(Buffer.from(second).equals(Buffer.from(first))).toBe(true);
  });

  it("bears the date of the step and not of the clock", async () => {
    const pdf = await renderPdf(documentOf("rejection-letter", inputOf(caseOf("hosting-rejected"))));
    const dates = new Set(textOf(pdf).match(/D:\d{14}Z/g));
    expect([...dates]).toEqual(["D:20261116022000Z"]); // 09:20 WIB
  });

  it("is A4 with its fonts embedded", async () => {
    const text = textOf(await renderPdf(documentOf("follow-up-letter", inputOf(caseOf("hosting-finished")))));
    expect(text).toContain("[0 0 595.28 841.89]");
    const fonts = text.match(/\/FontFile2 \d+/g) ?? [];
    expect(fonts.length).toBeGreaterThanOrEqual(2);
    expect(text).not.toContain("/BaseFont /Helvetica");
  });

  it("breaks a long table across pages, nothing outside of the page", async () => {
    const pdf = await renderPdf(longDocument("notification-letter"));
    expect(pagesOf(pdf)).toBeGreaterThanOrEqual(3);
    const right = 595.28 - 57 + 1;
    const starts = drawings(pdf).flatMap((page) =>
      [...page.matchAll(/1 0 0 1 ([\d.]+) [\d.]+ Tm/g)].map(([, x]) => Number(x)),
    );
    expect(starts.length).toBeGreaterThan(100);
    expect(Math.max(...starts)).toBeLessThan(right);
  });

  it("knows what its fonts can show, and marks what they cannot", () => {
    const fonts = ["Regular", "Medium", "Italic"].map((name) =>
      fontkit.openSync(`${ROBOTO}/Roboto-${name}.ttf`),
    );
    for (let code = 0x20; code < 0xfb10; code += 1) {
      const character = String.fromCodePoint(code);
      if (isCovered(character)) expect(fonts.every((font) => font.hasGlyphForCodePoint(code))).toBe(true);
    }
    expect([..."–…’“é°≤×ŌḌ"].filter((character) => !isCovered(character))).toEqual(["Ḍ"]);
    const document = documentOf("rejection-letter", inputOf(caseOf("hosting-rejected")));
    const { document: shown, unknown } = forFont({ ...document, title: "Aksara ꦗꦮ, 漢" });
    expect(unknown).toEqual(["漢", "ꦗ", "ꦮ"]);
    expect(shown.title).toBe("Aksara \uFFFD\uFFFD, \uFFFD");
    expect(shown.blocks).toEqual(document.blocks);
  });

  // For a look with one's own eyes: DOCUMENTS_OUT=folder
  it.runIf(process.env.DOCUMENTS_OUT).each(LONG)("%s at its longest", async (name) => {
    writeFileSync(`${process.env.DOCUMENTS_OUT}/long-${name}.pdf`, await renderPdf(longDocument(name)));
  });
});
