import type { OfficialDocument } from "../../documents/block";
import { forFont } from "../../documents/font-coverage";
import { printable } from "../../printable";
import type { Context } from "../context";
import type { DocumentFormat } from "./write-documents";

/** Tells of characters that the PDF's font cannot show. */
export function noteUnknownSigns(context: Context, format: DocumentFormat, document: OfficialDocument): void {
  const { unknown } = format === "pdf" ? forFont(document) : { unknown: [] };
  if (unknown.length === 0) return;
  const signs = printable(unknown.join(" "));
  context.note(
    context.say({
      id: `${document.document}: fonta PDF tidak memuat ${signs}; pakai --format html`,
      en: `${document.document}: the PDF's font has no ${signs}; use --format html`,
    }),
  );
}
