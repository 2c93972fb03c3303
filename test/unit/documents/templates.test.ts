import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { inWords } from "../../../src/documents/in-words";
import { loadTemplates } from "../../../src/documents/load-templates";

const PROJECT = join(__dirname, "../../..");

/** A template that is right. */
const RIGHT = `document: uji
order: 1
title: { id: Uji, en: Test }
layout: letter
subject: Uji
step: request
kinds: { hosting: [request] }
addressee: [Kepala {agency.name}]
body:
  - paragraph: "{request.id} pada {steps.request.at|date}"
`;

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "titip-templates-"));
  mkdirSync(join(folder, "documents"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function load(text: string, name = "uji.yaml") {
  writeFileSync(
    join(folder, "documents", name),
    text.replace("[Kepala {agency.name}]", '["Kepala {agency.name}"]'),
  );
  return loadTemplates(folder);
}

describe("templates", () => {
  it("of the project are right, in the procedures' order", () => {
    const { templates, problems } = loadTemplates(PROJECT);
    expect(problems).toEqual([]);
    expect(templates.map(({ document }) => document)).toEqual([
      "disposition-sheet",
      "assessment-note",
      "capacity-report",
      "no-capacity-notice",
      "infeasible-notice",
      "colocation-form",
      "follow-up-report",
      "follow-up-letter",
      "rejection-letter",
      "approval-form",
      "approval-notice",
      "notification-letter",
      "handover-minutes",
      "work-result-approval",
      "return-notice",
      "usage-report-letter",
      "implementation-report",
      "completion-report",
    ]);
  });

  it("of a site are its own", () => {
    expect(load(RIGHT).templates.map(({ document }) => document)).toEqual(["uji"]);
    expect(loadTemplates(join(folder, "documents")).found).toBe(false);
  });

  it.each([
    ["a name that is not the file's", RIGHT, "lain.yaml", "template-name", 1],
    [
      "a filter that there is not",
      RIGHT.replace("|date", "|tanggal"),
      "uji.yaml",
      "template-placeholder",
      10,
    ],
    [
      "a path that begins with nothing known",
      RIGHT.replace("{request.id}", "{permohonan.id}"),
      "uji.yaml",
      "template-placeholder",
      10,
    ],
    ["a brace alone in braces", RIGHT.replace("{request.id}", "{}"), "uji.yaml", "template-placeholder", 10],
    ["two contents in a block", `${RIGHT}    note: Catatan\n`, "uji.yaml", "template-block", 10],
    ["a letter to nobody", RIGHT.replace(/addressee.*\n/, ""), "uji.yaml", "template-block", 4],
    [
      "a condition's path",
      `${RIGHT}    when: [{ path: langkah.request }]\n`,
      "uji.yaml",
      "template-placeholder",
      11,
    ],
  ])("refuses %s, with its line", (_, text, name, rule, line) => {
    const { templates, problems } = load(text, name);
    expect(problems).toMatchObject([{ rule, line, file: `documents/${name}` }]);
    expect(templates).toEqual([]);
  });

  it("refuses what has not the shape, and links", () => {
    expect(load(RIGHT.replace("order: 1", "order: satu")).problems).toMatchObject([{ line: 2 }]);
    rmSync(join(folder, "documents/uji.yaml"));
    symlinkSync("/etc/hostname", join(folder, "documents/uji.yaml"));
    expect(loadTemplates(folder).problems).toMatchObject([{ rule: "symbolic-link" }]);
  });
});

describe("numbers in words", () => {
  it.each([
    [0, "nol"],
    [10, "sepuluh"],
    [11, "sebelas"],
    [17, "tujuh belas"],
    [20, "dua puluh"],
    [31, "tiga puluh satu"],
    [100, "seratus"],
    [111, "seratus sebelas"],
    [1000, "seribu"],
    [1999, "seribu sembilan ratus sembilan puluh sembilan"],
    [2026, "dua ribu dua puluh enam"],
    [12345, "dua belas ribu tiga ratus empat puluh lima"],
    [1000000, "satu juta"],
    [100000, "seratus ribu"],
  ])("%d is %s", (number, words) => expect(inWords(number)).toBe(words));
});
