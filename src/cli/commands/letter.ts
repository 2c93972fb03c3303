import { catalogue } from "../../documents/catalogue";
import { type Composed, composeDocument, type DocumentInput } from "../../documents/compose";
import { draftOf } from "../../documents/draft";
import { missingText } from "../../documents/missing-text";
import { jsonText } from "../../printable";
import type { DocumentTemplate } from "../../schema/generated/document";
import type { ServiceRequest, Site } from "../../schema/site";
import { usualActorOf } from "../../sop/walk-officers";
import { failed, unusable } from "../command-error";
import type { CommandSpec } from "../command-spec";
import type { Context } from "../context";
import { catalogueAsData, describeCatalogue } from "../documents/describe-catalogue";
import { gatherInput } from "../documents/document-input";
import { noteUnknownSigns } from "../documents/note-unknown-signs";
import { type OpenedDocuments, openDocuments } from "../documents/open-documents";
import { DATA_OPTIONS } from "../documents/read-data";
import { type DocumentFormat, documentBytes, readLogo, writeDocument } from "../documents/write-documents";
import { STACK_OPTIONS } from "../engine/engine-options";
import { openSite, siteFolder } from "../site";
import { anyRequest } from "../steps/find-request";
import { REQUEST_ARGUMENT, stepPeople } from "../steps/step-options";

export const letterCommand: CommandSpec = {
  name: "letter",
  summary: {
    id: "buat surat, formulir, laporan dan berita acara sebuah permohonan",
    en: "make the letters, forms, reports and minutes of a request",
  },
  details: {
    id: "Tanpa nama dokumen: daftar dokumen dan apa yang belum ada; dengan --out semua yang siap ditulis. Isinya hanya yang tercatat; nomor surat berasal dari langkahnya dan tidak pernah dikarang. --draft membuat konsep surat sebelum langkahnya dicatat.",
    en: "Without a document: the list of documents and what is missing; with --out all that are ready are written. They say what is recorded and no more; letter numbers come from the steps and are never made up. --draft makes the draft of a letter before its step is recorded.",
  },
  examples: [
    "titip letter HST-2026-0007",
    "titip letter HST-2026-0007 --out out/surat",
    "titip letter HST-2026-0013 rejection-letter --format html > surat.html",
    "titip letter HST-2026-0011 follow-up-letter --draft --date 2026-11-24 --out out/konsep",
  ],
  arguments: [
    REQUEST_ARGUMENT,
    {
      name: "[document]",
      text: { id: "dokumen, mis. rejection-letter", en: "document, e.g. rejection-letter" },
    },
  ],
  options: [
    {
      flags: "--out <dir>",
      text: {
        id: "folder hasil (PDF tanpa --out: out/)",
        en: "folder to write to (a PDF without --out: out/)",
      },
    },
    {
      flags: "--format <format>",
      text: { id: "bentuk (bawaan: pdf)", en: "format (default: pdf)" },
      choices: ["pdf", "html", "json", "text"],
    },
    {
      flags: "--draft",
      text: { id: "konsep: langkahnya belum dicatat", en: "a draft: its step is not recorded yet" },
    },
    {
      flags: "--date <date>",
      text: { id: "tanggal konsep (bawaan: sekarang)", en: "date of the draft (default: now)" },
    },
    {
      flags: "--by <officer>",
      text: {
        id: "penanda tangan konsep (bawaan: menurut prosedur)",
        en: "who signs the draft (default: by the procedure)",
      },
    },
    {
      flags: "--verification <file>",
      text: {
        id: "bukti 'titip verify' untuk laporan selesai",
        en: "evidence of 'titip verify' for the completion report",
      },
    },
    ...DATA_OPTIONS,
    ...STACK_OPTIONS,
  ],
  run: async (context, { arguments: [id = "", name], options }) => {
    const opened = openSite(siteFolder(context, options.stack as string | undefined));
    const { site } = opened;
    const recorded = anyRequest(context, opened, id).data;
    const documents = openDocuments(context, site);
    const template = name === undefined ? undefined : templateFor(documents, recorded, name);
    const request =
      template && options.draft ? drafted(context, site, recorded, template, options) : recorded;
    const wanted = template ? [template] : documents.templates;
    const input = await gatherInput(context, site, request, documents, wanted, options);
    if (template)
      return oneDocument(context, site, template, { ...input, draft: request !== recorded }, options);
    if (options.out === undefined) return list(context, site, documents, input, options);
    return everyDocument(context, site, documents, input, options);
  },
};

function templateFor(
  { templates }: OpenedDocuments,
  request: ServiceRequest,
  name: string,
): DocumentTemplate {
  const own = templates.filter(({ kinds }) => kinds[request.kind] !== undefined);
  const template = own.find(({ document }) => document === name);
  if (template) return template;
  const known = own.map(({ document }) => document).join(", ");
  throw unusable({
    id: `dokumen '${name}' tidak ada untuk ${request.id}; yang ada: ${known}`,
    en: `there is no document '${name}' for ${request.id}; there are: ${known}`,
  });
}

/** The request as if the document's step had been recorded; as it is when it has been. */
function drafted(
  context: Context,
  site: Site,
  request: ServiceRequest,
  template: DocumentTemplate,
  options: Record<string, unknown>,
): ServiceRequest {
  const { at, by } = stepPeople(site, request, options, context.now());
  return draftOf(request, template, { at, by: by ?? usualActorOf(site, request, template.step, at) });
}

function list(
  context: Context,
  site: Site,
  { templates }: OpenedDocuments,
  input: DocumentInput,
  options: Record<string, unknown>,
): number {
  const entries = catalogue(templates, input, site.procedures[input.kind]);
  const asData = options.format === "json";
  context.print(
    asData
      ? jsonText(catalogueAsData(input.request, entries, context.lang))
      : describeCatalogue(entries, context.lang),
  );
  return 0;
}

function formatOf(options: Record<string, unknown>): DocumentFormat {
  const { format = "pdf" } = options;
  if (format === "pdf" || format === "html" || format === "json") return format;
  throw unusable({
    id: "bentuk dokumen: pdf, html atau json",
    en: "formats of a document: pdf, html or json",
  });
}

/** @throws CommandError (exit code 1) naming what is missing */
async function oneDocument(
  context: Context,
  site: Site,
  template: DocumentTemplate,
  input: DocumentInput,
  options: Record<string, unknown>,
): Promise<number> {
  const format = formatOf(options);
  const { document } = made(site, template, input);
  noteUnknownSigns(context, format, document);
  const bytes = await documentBytes(document, format, readLogo(site));
  if (options.out === undefined && typeof bytes === "string") context.print(bytes.trimEnd());
  else context.print(writeDocument(context, String(options.out ?? "out"), document, format, bytes));
  return 0;
}

async function everyDocument(
  context: Context,
  site: Site,
  { templates }: OpenedDocuments,
  input: DocumentInput,
  options: Record<string, unknown>,
): Promise<number> {
  const format = formatOf(options);
  const logo = readLogo(site);
  for (const template of templates) {
    const composed = composeDocument(template, input);
    if (!composed.ok) continue;
    noteUnknownSigns(context, format, composed.document);
    const bytes = await documentBytes(composed.document, format, logo);
    context.print(writeDocument(context, String(options.out), composed.document, format, bytes));
  }
  return 0;
}

function made(site: Site, template: DocumentTemplate, input: DocumentInput): Extract<Composed, { ok: true }> {
  const composed = composeDocument(template, input);
  if (composed.ok) return composed;
  const texts = composed.missing.map((missing) => missingText(missing, site.procedures[input.kind], true));
  const all = (lang: "id" | "en") => texts.map((text) => text[lang]).join("; ");
  throw failed(
    {
      id: `${template.title.id} untuk ${input.request} belum dapat dibuat: ${all("id")}`,
      en: `${template.title.en} of ${input.request} cannot be made yet: ${all("en")}`,
    },
    {
      id: `catat langkahnya dengan 'titip step ${input.request}', atau lihat 'titip letter ${input.request}'`,
      en: `record the step with 'titip step ${input.request}', or see 'titip letter ${input.request}'`,
    },
  );
}
