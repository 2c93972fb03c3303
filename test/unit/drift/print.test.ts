import { describe, expect, it } from "vitest";
import { driftMarkdown } from "../../../src/drift/print-markdown";
import { driftText } from "../../../src/drift/print-text";
import { difference, report } from "./support";

const BEFORE = "<VirtualHost *:80>\n  AllowOverride None\n</VirtualHost>\n";
const changed = difference({
  ...{ path: "configuration", expected: BEFORE },
  found: BEFORE.replace("None", "All"),
});
const away = difference({ kind: "unknown", path: "", expected: null, found: "web1: no answer" });

describe("for a terminal", () => {
  it("shows server, resource, lines that differ, and what to do", () => {
    expect(driftText(report([changed]), "id")).toBe(`web1: 1 dari 3 sumber daya menyimpang
  HST-2026-0001 situs di server web: diubah di luar Titip
    configuration
        <VirtualHost *:80>
      -   AllowOverride None
      +   AllowOverride All
        </VirtualHost>

- seharusnya   + ditemukan

Penyimpangan: 1 sumber daya (1 nilai) di 1 server.

Yang perlu dilakukan:
  1. Catat keadaan itu ke state: titip refresh --yes (server tidak diubah).
  2. Mintakan persetujuan perbaikan: approvals/<nama>.yaml dengan kind: repair, untuk HST-2026-0001; digest-nya disebut oleh titip preview.
  3. Setelah disetujui, pulihkan: titip up --approved.
  4. Bila perubahan itu memang dikehendaki, ajukan sebagai perubahan permohonan; tidak ada yang dipulihkan tanpa persetujuan.`);
  });

  it("a server that does not tell is no drift, and nothing is to be repaired", () => {
    const text = driftText(report([away], "web1: no answer\n  remedy: x"), "en");
    expect(text).toContain("web1: 1 of 3 could not be read (which is not drift)\n  web1: no answer\n");
    expect(text).toContain("No drift of 3 resources on 1 server; 1 server could not be read whole.");
    expect(text).not.toContain("--approved");
  });

  it("of lists it shows the entries that differ, of values both", () => {
    const list = difference({
      path: "access",
      expected: [{ port: 80 }, { port: 443 }],
      found: [{ port: 443 }, 22],
    });
    const text = driftText(report([list, difference()]), "en");
    expect(text).toContain('    access\n      - {"port":80}\n      + 22\n');
    expect(text).toContain("    documentRoot\n      - /srv/a\n");
  });

  it("a stack without resources compares nothing", () => {
    expect(driftText({ servers: [], differences: [] }, "en")).toBe(
      "No resource is recorded yet; nothing was compared.",
    );
  });

  it("what a server holds steers no terminal", () => {
    const evil = difference({ path: "title", expected: "Situs", found: "\u001b[2J::add-mask::x\u202e" });
    const text = driftText(report([evil]), "en");
    for (const mark of ["\u001b", "\u202e"]) expect(text).not.toContain(mark);
    expect(text).toContain("\uFFFD[2J");
  });
});

describe("for an issue", () => {
  it("holds a table of servers, what to do, and the values", () => {
    const text = driftMarkdown(report([changed]), "en");
    expect(text).toContain("# Drift of the servers\n\nDrift&#58; 1 resource (1 value) on 1 server.");
    expect(text).toContain("| web1 | 1 of 3 resources differ |");
    expect(text).toContain("<code>-   AllowOverride None</code><br><code>+   AllowOverride All</code>");
    expect(text).toContain("1. Record what is there in the state&#58;");
  });

  it("nothing that a server holds becomes markup, a mention or a table's border", () => {
    const found = "<script>|@admin![x](https://evil.example)";
    const text = driftMarkdown(report([difference({ expected: "a", found })]), "en");
    expect(text).not.toMatch(/<script|@admin|\]\(|https:\/\//);
  });

  it("stays below what a forge takes, with the summary whole", () => {
    const many = Array.from({ length: 3_000 }, (_, index) =>
      difference({ path: `p[${index}]`, found: "x".repeat(400) }),
    );
    const text = driftMarkdown(report(many), "en");
    expect(text.length).toBeLessThan(60_000);
    expect(text).toContain("(3000 values)");
    expect(text).toMatch(/… and \d+ more values/);
  });
});
