import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { renderHtml } from "../../../src/documents/render-html";
import { renderPdf } from "../../../src/documents/render-pdf";
import { CASES, caseOf, documentsOf, GOLDEN, inputOf, TEMPLATES } from "./support";

function expectGolden(path: string, text: string): void {
  if (process.env.UPDATE_GOLDEN) writeFileSync(path, text);
  expect(text).toBe(readFileSync(path, "utf8"));
}

describe.each(CASES)("golden documents %s", (name) => {
  const documents = documentsOf(inputOf(caseOf(name)));

  it("blocks", () => {
    expectGolden(join(GOLDEN, name, "documents.json"), `${JSON.stringify(documents, null, 2)}\n`);
  });

  it("pages", () => {
    const pages = documents.map((document) => `<!-- ${document.document} -->\n${renderHtml(document)}`);
    expectGolden(join(GOLDEN, name, "pages.html"), pages.join("\n"));
  });

  // For a look with one's own eyes: DOCUMENTS_OUT=folder
  it.runIf(process.env.DOCUMENTS_OUT)("PDF", async () => {
    for (const document of documents) {
      const path = join(process.env.DOCUMENTS_OUT ?? "", `${document.request}-${document.document}.pdf`);
      writeFileSync(path, await renderPdf(document));
    }
  });
});

it("every template of the project has a golden document", () => {
  const made = new Set(
    CASES.flatMap((name) => documentsOf(inputOf(caseOf(name)))).map((one) => one.document),
  );
  expect([...made].sort()).toEqual(TEMPLATES.map(({ document }) => document).sort());
});
