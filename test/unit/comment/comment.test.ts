import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, test } from "vitest";
import { commentOf } from "../../../src/comment/comment-of";
import { MOST_CHARACTERS } from "../../../src/comment/cut";
import { renderCommentHtml } from "../../../src/comment/render-html";
import { renderMarkdown } from "../../../src/comment/render-markdown";
import { planSite } from "../../../src/plan/plan-site";
import type { LoadedRequest, ServiceRequest } from "../../../src/schema/site";
import { recordOf } from "../plan/a-record";
import { demoComment, demoInput, ROOT } from "./a-comment";

const GOLDEN = join(ROOT, "test/golden/comment");

test.each([
  ["github", "id"],
  ["markdown", "id"],
  ["github", "en"],
] as const)("the demonstration's comment as %s in %s is the golden one", (flavour, lang) => {
  const text = renderMarkdown(demoComment({ lang }), flavour, lang);
  expectGolden(`${flavour}-${lang}.md`, text);
});

test("the page is the golden one, has no script and asks no network", () => {
  const page = renderCommentHtml(demoComment(), "id");
  expectGolden("page.html", page);
  expect(page).not.toMatch(/<script|https?:\/\/[^s]|src=|href=/);
  expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
});

describe("an official reads first what will be", () => {
  const titles = demoComment().sections.map(({ title }) => title);

  it("in this order", () => {
    expect(titles).toEqual([
      "Yang akan ada setelah digabungkan",
      "Perubahan per situs",
      "Alokasi",
      "Kapasitas sebelum dan sesudah",
      "Konsep surat: Pemberitahuan persetujuan co-location server (COL-2026-0003)",
      "Konsep surat: Pemberitahuan data dan konfigurasi hosting (HST-2026-0007)",
      "Bila ditolak",
      "Arti dan cara menyetujui",
      "Setiap baris rencana (untuk pemeriksa teknis)",
    ]);
  });

  it("names the site, its agency, its server and its address in a sentence", () => {
    const text = renderMarkdown(demoComment(), "markdown", "id");
    expect(text).toMatch(
      /simpus\.cirebonkab\.go\.id<\/strong> milik Dinas Kesehatan .* akan ada: .*web1.*10\.20\.30\.100/,
    );
  });

  it("gives the digest and the command of every request", () => {
    const input = demoInput();
    const text = renderMarkdown(commentOf(input), "github", "id");
    for (const { digest } of [...input.plan.requests, input.plan]) expect(text).toContain(digest);
    expect(text).toContain("titip sign COL-2026-0003 approval");
    expect(text).toContain("titip sign HST-2026-0007 decision");
  });
});

describe("what becomes of a service", () => {
  const changedBy = (change: (request: ServiceRequest) => ServiceRequest | undefined) => {
    const { site } = demoInput();
    const requests = site.requests.flatMap((one): LoadedRequest[] => {
      const data = one.data.id === "HST-2026-0008" ? change(one.data) : one.data;
      return data ? [{ ...one, data }] : [];
    });
    const after = { ...site, requests };
    const plan = planSite(after, recordOf(site));
    return renderMarkdown(demoComment({ site: after, plan, pending: [] }), "markdown", "id");
  };

  it("says that a request taken away takes its service away", () => {
    const text = changedBy(() => undefined);
    expect(text).toContain("## Rencana perubahan: 1 dihapus");
    expect(text).toContain("Layanannya berakhir");
    expect(text).toContain("titip sign --approval hst-2026-0008-change");
  });

  it("says what a suspension does", () => {
    const at = "2026-11-20T09:00:00+07:00";
    const text = changedBy((data) => {
      const steps = { ...data.steps, suspension: [{ at, by: "kabid-aplikasi", reason: "diretas" }] };
      return { ...data, steps } as ServiceRequest;
    });
    expect(text).toContain("1 dihentikan sementara");
    expect(text).toContain("titip sign HST-2026-0008 suspension");
  });

  it("says from what to what a value changes", () => {
    const text = changedBy(
      (data) => ({ ...data, application: { ...data.application, name: "Nama Baru" } }) as ServiceRequest,
    );
    expect(text).toMatch(/nama aplikasi: .* → Nama Baru/);
  });

  it("says that nothing changes where nothing does", () => {
    const text = changedBy((data) => data);
    expect(text).toContain("Penggabungan ini tidak mengubah apa pun di server.");
    expect(text).not.toContain("titip sign");
  });
});

describe("warnings", () => {
  const problem = {
    rule: "unknown-key",
    severity: "error" as const,
    file: "requests/hosting/HST-2026-0012.yaml",
    pointer: "/zone",
    line: 4,
    column: 3,
    message: { id: "zona tidak dikenal", en: "unknown zone" },
    remedy: { id: "pilih zona lain", en: "choose another zone" },
  };

  it("say that nothing is run while there are errors, with file, line and remedy", () => {
    const input = demoInput({ problems: [problem] });
    const text = renderMarkdown(
      commentOf({ ...input, plan: { ...input.plan, requests: [] } }),
      "github",
      "id",
    );
    expect(text).toContain("## Belum dapat direncanakan");
    expect(text).toContain("[!CAUTION]");
    expect(text).toMatch(/HST-2026-0012\.yaml:4<\/code>: zona tidak dikenal → pilih zona lain/);
    expect(text).not.toContain("tidak mengubah apa pun");
  });

  it("name drift by server", () => {
    const difference = {
      ...{
        server: "web1",
        request: "HST-2026-0008",
        type: "titip:apache:VirtualHost",
        name: "HST-2026-0008",
      },
      ...{ kind: "changed" as const, path: "configuration", expected: "a", found: "b" },
    };
    const text = renderMarkdown(
      demoComment({ drift: { at: "2026-11-24T02:00:00+07:00", servers: [], differences: [difference] } }),
      "github",
      "id",
    );
    expect(text).toContain("Menurut pemeriksaan <code>2026-11-24T02");
    expect(text).toMatch(/<code>web1<\/code>: situs di server web HST-2026-0008: diubah di luar Titip/);
  });

  it("say what goes over a limit and what is left out", () => {
    const [request] = demoInput().site.requests;
    if (!request) throw new Error("there are requests");
    const limit = { share: 0.1, floor: 3, most: 20 };
    const over = [{ scope: "run" as const, name: "", what: "deletes" as const, count: 30, of: 40, limit }];
    const refused = [{ request, reason: { id: "dipegang yang lain", en: "held by another" } }];
    const text = renderMarkdown(demoComment({ over, refused }), "github", "id");
    expect(text).toContain("30 dari 40");
    expect(text).toContain("dipegang yang lain");
  });
});

describe("length", () => {
  const many = (count: number) => {
    const input = demoInput();
    const [first] = input.plan.requests;
    if (!first) throw new Error("there is a plan");
    const requests = Array.from({ length: count }, (_, index) => ({
      ...first,
      request: `HST-2026-${String(1000 + index)}`,
    }));
    return commentOf({ ...input, plan: { ...input.plan, requests } });
  };

  it.each([10, 100, 1_000])("of %i requests stays under the forge's limit", (count) => {
    for (const flavour of ["github", "markdown"] as const) {
      const text = renderMarkdown(many(count), flavour, "id");
      expect(text.length).toBeLessThan(MOST_CHARACTERS);
      expect(text).toContain("### Yang akan ada setelah digabungkan");
      expect(text).toContain("### Arti dan cara menyetujui");
      expect(text.split("<details>")).toHaveLength(text.split("</details>").length);
    }
  });

  it("cuts at the borders of blocks and says what is left out", () => {
    const text = renderMarkdown(many(100), "github", "id");
    expect(text).toMatch(
      /Tidak dimuat karena komentar dibatasi panjangnya: .*Perubahan per situs|Setiap baris rencana/,
    );
    expect(text.match(/^```/gm)?.length ?? 0).toSatisfy((count: number) => count % 2 === 0);
    expect(text).toMatch(/… dan \d+ lagi/);
  });

  it("holds whatever names are made of", () => {
    const input = demoInput();
    const hostile = "@".repeat(10_000);
    const requests = input.site.requests.map((one) => ({
      ...one,
      data: { ...one.data, application: { ...one.data.application, name: hostile } } as ServiceRequest,
    }));
    const text = renderMarkdown(commentOf({ ...input, site: { ...input.site, requests } }), "github", "id");
    expect(text.length).toBeLessThan(MOST_CHARACTERS);
    expect(text).toContain("simpus.cirebonkab.go.id");
  });
});

function expectGolden(name: string, text: string): void {
  const file = join(GOLDEN, name);
  if (process.env.UPDATE_GOLDEN) {
    mkdirSync(GOLDEN, { recursive: true });
    writeFileSync(file, text);
  }
  expect(text).toBe(readFileSync(file, "utf8"));
}
