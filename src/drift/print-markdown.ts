import { markdownCode, markdownTable, markdownText } from "../report/markdown";
import { typeText } from "../resource-words";
import type { Language, Text } from "../text";
import type { Difference, DriftReport } from "./difference";
import { differenceLines, firstLine } from "./difference-lines";
import { KIND_WORDS, remedyWords, serverWords, stateWords, summaryWords } from "./words";

const TITLE: Text = { id: "Penyimpangan keadaan server", en: "Drift of the servers" };
const HEADINGS = {
  servers: { id: ["Server", "Keadaan"], en: ["Server", "State"] },
  values: {
    id: ["Permohonan", "Sumber daya", "Keadaan", "Sifat", "- seharusnya, + ditemukan"],
    en: ["Request", "Resource", "State", "Property", "- expected, + found"],
  },
};

/** Forges cut off what is longer than 65,536 characters; the summary and the servers come first and are whole. */
const MOST_CHARACTERS = 55_000;
const MOST_LINES = 12;
const MOST_WIDTH = 200;

/** A report for an issue or a page: summary, servers, what to do, then the values as far as they fit. */
export function driftMarkdown(report: DriftReport, lang: Language): string {
  const head = [
    `# ${TITLE[lang]}`,
    markdownText(summaryWords(report)[lang]),
    ...serverTable(report, lang),
    ...remedies(report, lang),
  ].join("\n\n");
  return `${[head, ...valueTables(report, lang, MOST_CHARACTERS - head.length)].join("\n\n")}\n`;
}

function serverTable({ servers }: DriftReport, lang: Language): string[] {
  if (servers.length === 0) return [];
  const rows = servers.map((state) => {
    const reason = state.reason === undefined ? "" : `<br>${markdownText(firstLine(state.reason))}`;
    return [markdownText(serverWords(state.server)[lang]), markdownText(stateWords(state)[lang]) + reason];
  });
  return [markdownTable(HEADINGS.servers[lang], rows)];
}

function remedies(report: DriftReport, lang: Language): string[] {
  const steps = remedyWords(report).map((step, index) => `${index + 1}. ${markdownText(step[lang])}`);
  return steps.length > 0 ? [steps.join("\n")] : [];
}

function valueTables({ servers, differences }: DriftReport, lang: Language, room: number): string[] {
  const told = differences.filter(({ kind }) => kind !== "unknown");
  let left = room;
  let shown = 0;
  const tables = servers.flatMap(({ server }) => {
    const rows: string[][] = [];
    for (const difference of told.filter((one) => one.server === server)) {
      const row = valueRow(difference, lang);
      left -= row.join(" | ").length + 8;
      if (left < 0) break;
      rows.push(row);
    }
    shown += rows.length;
    const title = `## ${markdownText(serverWords(server)[lang])}`;
    return rows.length > 0 ? [title, markdownTable(HEADINGS.values[lang], rows)] : [];
  });
  const hidden = told.length - shown;
  const more: Text = {
    id: `… dan ${hidden} nilai lagi: titip drift --format json`,
    en: `… and ${hidden} more values: titip drift --format json`,
  };
  return hidden > 0 ? [...tables, more[lang]] : tables;
}

function valueRow(difference: Difference, lang: Language): string[] {
  const lines = differenceLines(difference).map(({ sign, text }) => `${sign} ${text.slice(0, MOST_WIDTH)}`);
  const cut = lines.length > MOST_LINES ? [...lines.slice(0, MOST_LINES), "…"] : lines;
  const { request, type, kind, path } = difference;
  return [
    markdownText(request || difference.name),
    markdownText(typeText(type)[lang]),
    markdownText(KIND_WORDS[kind][lang]),
    path === "" ? "" : markdownCode(path),
    cut.map(markdownCode).join("<br>"),
  ];
}
