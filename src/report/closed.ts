import { printable } from "../printable";
import type { ClosedHosting } from "../schema/generated/stack-outputs";
import type { Language, Text } from "../text";
import { dateText } from "./date-text";
import { markdownCode, markdownTable, markdownText } from "./markdown";
import { textFields } from "./text-table";

const TITLE: Text = { id: "Layanan yang Ditutup", en: "Closed services" };

interface Column {
  label: Text;
  value(closed: ClosedHosting, lang: Language): string;
  /** Something to be copied, not read. */
  code?: boolean;
}

const NO_ARCHIVE: Text = { id: "tidak ada berkas", en: "there were no files" };

const COLUMNS: Column[] = [
  { label: { id: "Instansi", en: "Agency" }, value: ({ agency }) => agency },
  { label: { id: "Ditutup", en: "Closed" }, value: ({ closed }, lang) => dateText(closed, lang) },
  { label: { id: "Alasan", en: "Reason" }, value: ({ reason }) => reason },
  { label: { id: "Server", en: "Server" }, value: ({ server }) => server, code: true },
  {
    label: { id: "Arsip", en: "Archive" },
    value: ({ archive, database }, lang) =>
      [
        archive || NO_ARCHIVE[lang],
        ...(database?.archive ? [`${database.server}:${database.archive}`] : []),
      ].join(", "),
    code: true,
  },
];

/** Services that have ended and where their files are; empty text when there are none. */
export function renderClosedText(closed: readonly ClosedHosting[], lang: Language): string {
  if (closed.length === 0) return "";
  const parts = sorted(closed).map((entry) => {
    const fields = COLUMNS.map(({ label, value }): [string, string[]] => [
      label[lang],
      [printable(value(entry, lang))],
    ]);
    return `${printable(entry.request)}  ${printable(entry.application)}\n${textFields(fields, "  ")}`;
  });
  return [`${TITLE[lang]}\n${"=".repeat(TITLE[lang].length)}`, ...parts].join("\n\n");
}

export function renderClosedMarkdown(closed: readonly ClosedHosting[], lang: Language): string {
  if (closed.length === 0) return "";
  const heading = [
    lang === "id" ? "Permohonan" : "Request",
    lang === "id" ? "Aplikasi" : "Application",
    ...COLUMNS.map(({ label }) => label[lang]),
  ];
  const rows = sorted(closed).map((entry) => [
    markdownCode(entry.request),
    markdownText(entry.application),
    ...COLUMNS.map(({ value, code }) => (code ? markdownCode : markdownText)(value(entry, lang))),
  ]);
  return `## ${TITLE[lang]}\n\n${markdownTable(heading, rows)}`;
}

function sorted(closed: readonly ClosedHosting[]): ClosedHosting[] {
  return [...closed].sort((a, b) => (a.request < b.request ? -1 : 1));
}
