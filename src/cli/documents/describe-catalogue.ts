import type { CatalogueEntry } from "../../documents/catalogue";
import { printable } from "../../printable";
import { textTable } from "../../report/text-table";
import type { Language, Text } from "../../text";

const STATES: Record<CatalogueEntry["state"], Text> = {
  ready: { id: "siap", en: "ready" },
  waiting: { id: "belum", en: "not yet" },
  off: { id: "tidak berlaku", en: "does not apply" },
};

const HEADING = {
  id: ["Dokumen", "Nama", "Keadaan", "Yang belum ada"],
  en: ["Document", "Name", "State", "What is missing"],
};

/** The documents of a request for people, in the procedure's order. */
export function describeCatalogue(entries: readonly CatalogueEntry[], lang: Language): string {
  const rows = entries.map(({ document, title, state, missing }) => [
    printable(document),
    printable(title[lang]),
    STATES[state][lang],
    missing.map((text) => printable(text[lang])).join("; "),
  ]);
  return textTable(HEADING[lang], rows);
}

/** The same as data. */
export function catalogueAsData(request: string, entries: readonly CatalogueEntry[], lang: Language): object {
  const documents = entries.map(({ document, title, state, missing }) => ({
    document,
    title: title[lang],
    state,
    missing: missing.map((text) => text[lang]),
  }));
  return { request, documents };
}
