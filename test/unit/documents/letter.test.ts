import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createProgram } from "../../../src/cli/program";
import type { StackOutputs } from "../../../src/schema/generated/stack-outputs";
import { type Recorded, recordedContext } from "../cli/support";
import { caseOf } from "./support";

const PROJECT = join(__dirname, "../../..");

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "titip-letter-"));
  for (const part of ["datacenter", "documents", "sop", "requests", "Pulumi.yaml"])
    cpSync(join(PROJECT, part), join(folder, part), { recursive: true });
  writeFileSync(join(folder, "Pulumi.uji.yaml"), "");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Ran extends Recorded {
  code: number;
  output: string;
}

async function titip(...words: string[]): Promise<Ran> {
  const context = recordedContext(folder, { now: () => new Date("2026-11-24T02:00:00Z") });
  const program = createProgram("id", () => context);
  await program.command.parseAsync(words, { from: "user" });
  return { ...context, code: program.exitCode(), output: context.printed.join("\n") };
}

function edit(file: string, change: (text: string) => string): void {
  const path = join(folder, file);
  const before = readFileSync(path, "utf8");
  const after = change(before);
  if (after === before) throw new Error(`${file} does not hold what the test edits`);
  writeFileSync(path, after);
}

describe("titip letter", () => {
  it("lists the documents with what is missing", async () => {
    const { output, code } = await titip("letter", "HST-2026-0012");
    expect(code).toBe(0);
    expect(output).toMatch(/disposition-sheet .*siap/);
    expect(output).toMatch(/assessment-note .*belum .*langkah 'assessment' .*belum dicatat/);
    expect(output).not.toContain("handover-minutes");
  });

  it("lists as data", async () => {
    const { output } = await titip("letter", "HST-2026-0013", "--format", "json");
    const { documents } = JSON.parse(output) as { documents: { document: string; state: string }[] };
    const states = Object.fromEntries(documents.map(({ document, state }) => [document, state]));
    expect(states).toMatchObject({
      "rejection-letter": "ready",
      "follow-up-letter": "off",
      "completion-report": "waiting",
    });
  });

  it("prints a page, and says whose approval was not verified", async () => {
    const { output } = await titip("letter", "HST-2026-0013", "rejection-letter", "--format", "html");
    expect(output).toContain("555/402/Diskominfo");
    expect(output).toContain("disarankan mengajukan layanan co-location");
    expect(output).toContain("Keputusan: diklaim, belum diverifikasi");
    expect(output).toContain("Drs. Agus Hidayat, M.Si."); // the letterhead's signatory
  });

  it("never makes up a number", async () => {
    const { output } = await titip("letter", "HST-2026-0007", "follow-up-letter", "--format", "html");
    expect(output).toContain("… (belum diberi nomor)");
  });

  it("refuses a document whose step is not recorded and names the step", async () => {
    await expect(titip("letter", "HST-2026-0012", "assessment-note")).rejects.toMatchObject({
      exitCode: 1,
      text: { id: expect.stringContaining("langkah 'assessment' (Pengkajian oleh Kepala Bidang") },
    });
  });

  it("refuses an unknown document and names those there are", async () => {
    await expect(titip("letter", "HST-2026-0012", "surat-cinta")).rejects.toMatchObject({
      exitCode: 2,
      text: { id: expect.stringContaining("disposition-sheet, assessment-note") },
    });
  });

  it("writes every document that is ready, for their owner alone", async () => {
    const { output } = await titip("letter", "HST-2026-0013", "--out", "out/surat", "--format", "html");
    const files = readdirSync(join(folder, "out/surat"));
    expect(files).toEqual([
      "HST-2026-0013-assessment-note.html",
      "HST-2026-0013-disposition-sheet.html",
      "HST-2026-0013-follow-up-report.html",
      "HST-2026-0013-infeasible-notice.html",
      "HST-2026-0013-rejection-letter.html",
    ]);
    expect(output.split("\n")).toHaveLength(files.length);
    expect(statSync(join(folder, "out/surat", files[0] ?? "")).mode & 0o777).toBe(0o600);
  });

  it("writes PDF unless told otherwise, and never to the terminal", async () => {
    const { output } = await titip("letter", "HST-2026-0012", "disposition-sheet");
    expect(output).toBe(join(folder, "out/HST-2026-0012-disposition-sheet.pdf"));
    expect(readFileSync(output, "latin1")).toMatch(/^%PDF-1\.7/);
  });

  it("drafts a letter before its step is recorded, and says that it is a draft", async () => {
    const { output } = await titip(
      "letter",
      "HST-2026-0011",
      "follow-up-letter",
      "--draft",
      "--format",
      "html",
    );
    expect(output).toContain("KONSEP");
    expect(output).toContain("24 November 2026");
    expect(output).toContain("Rina Wulandari, S.T., M.Kom.");
    expect(output).toContain("Keputusan: belum diambil (konsep)");
    expect(output).toContain("… (belum diberi nomor)");
    expect(readFileSync(join(folder, "requests/hosting/HST-2026-0011.yaml"), "utf8")).not.toContain(
      "decision:",
    );
  });

  it("takes the hosting's data from a file of outputs", async () => {
    const { configuration } = caseOf("hosting-finished");
    const outputs = {
      configurations: { "HST-2026-0007": configuration },
      colocations: {},
      register: [],
      closed: [],
      failed: [],
      refused: [],
    } as unknown as StackOutputs;
    writeFileSync(join(folder, "outputs.json"), JSON.stringify(outputs));
    edit("requests/hosting/HST-2026-0007.yaml", (text) =>
      text.trimEnd().concat("\n  creation: { at: 2026-11-10T10:00:00+07:00, by: staf-dc }\n"),
    );
    const words = ["letter", "HST-2026-0007", "notification-letter", "--draft", "--format", "html"];
    const { output } = await titip(...words, "--outputs", "outputs.json");
    expect(output).toContain("http://simpus.cirebonkab.go.id/");
    expect(output).toContain("100.30.20.10.in-addr.arpa");
    await expect(titip(...words)).rejects.toMatchObject({
      text: { id: expect.stringContaining("jalankan 'titip up' dahulu") },
    });
  });

  it("puts the coat of arms in, and refuses one that is no picture", async () => {
    edit("datacenter/letterhead.yaml", (text) => text.replace("  place:", "  logo: lambang.png\n  place:"));
    writeFileSync(join(folder, "datacenter/lambang.png"), "bukan gambar");
    const words = ["letter", "HST-2026-0013", "rejection-letter", "--format", "html"];
    await expect(titip(...words)).rejects.toMatchObject({ exitCode: 2 });
    const png = Buffer.from(
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
      "base64",
    );
    writeFileSync(join(folder, "datacenter/lambang.png"), png);
    expect((await titip(...words)).output).toContain("data:image/png;base64,iVBOR");
    const { output } = await titip("letter", "HST-2026-0013", "rejection-letter", "--out", "out");
    expect(existsSync(output)).toBe(true);
  });

  it("is off without a letterhead, and says so", async () => {
    rmSync(join(folder, "datacenter/letterhead.yaml"));
    await expect(titip("letter", "HST-2026-0013")).rejects.toMatchObject({
      exitCode: 2,
      text: { id: expect.stringContaining("datacenter/letterhead.yaml") },
    });
  });
});

describe("titip letter --verification", () => {
  const evidence = {
    at: "2026-11-11T09:00:00+07:00",
    checks: [
      { check: "port", target: "10.20.30.100 tcp/443", expected: "open", found: "open", result: "good" },
    ],
  };

  function finished(sha256: string): void {
    writeFileSync(join(folder, "bukti.json"), JSON.stringify(evidence));
    edit("requests/hosting/HST-2026-0007.yaml", (text) =>
      text
        .trimEnd()
        .concat("\n  creation: { at: 2026-11-10T10:00:00+07:00, by: staf-dc }\n")
        .concat(
          `  completion: { at: 2026-11-11T10:00:00+07:00, by: kabid-aplikasi, verification: "${sha256}" }\n`,
        ),
    );
  }

  const words = ["letter", "HST-2026-0007", "completion-report", "--format", "html"];

  it("puts the evidence that was recorded into the completion report, in its reader's words", async () => {
    finished(createHash("sha256").update(JSON.stringify(evidence)).digest("hex"));
    const { output } = await titip(...words, "--verification", "bukti.json");
    expect(output).toContain("Diperiksa pada 11 November 2026 pukul 09.00 WIB.");
    expect(output).toMatch(/10\.20\.30\.100 tcp\/443<\/td><td class="left">menjawab<\/td>/);
    expect((await titip(...words)).output).not.toContain("Diperiksa pada");
  });

  it("refuses other evidence than what was recorded", async () => {
    finished("0".repeat(64));
    await expect(titip(...words, "--verification", "bukti.json")).rejects.toMatchObject({
      exitCode: 2,
      text: { id: expect.stringContaining("bukan bukti yang dicatat") },
    });
  });
});

describe("titip check", () => {
  it("tells of a letterhead and of templates that are wrong, with their lines", async () => {
    edit("datacenter/letterhead.yaml", (text) =>
      text.replace("position: kepala-dinas", "position: kepala-dinass"),
    );
    edit("documents/rejection-letter.yaml", (text) =>
      text.replace("{steps.decision.reason}", "{steps.decision.reason|huruf}"),
    );
    const { output, code } = await titip("check");
    expect(code).toBe(1);
    expect(output).toMatch(/datacenter\/letterhead\.yaml:\d+:\d+/);
    expect(output).toContain("kepala-dinass");
    expect(output).toMatch(/documents\/rejection-letter\.yaml:\d+:\d+/);
    expect(output).toContain("template-placeholder");
  });
});
