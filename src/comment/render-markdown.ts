import type { Language } from "../text";
import { type Cut, joined, MOST_CHARACTERS, type PrintedSection, ROW_STEPS, shortened } from "./cut";
import { markdownStart, markdownVerbatim, markdownWords } from "./escape";
import type { Comment, Line, Part, Piece, Section, Urgency } from "./model";

/** `markdown`: for every reader of Markdown; `github`: with alerts and folded parts, which GitLab and Forgejo know too. */
export type MarkdownFlavour = "markdown" | "github";

/** Room for the note on what was left out. */
const NOTE_CHARACTERS = 4_000;
/** A name or a sentence: nobody reads more, and nobody shall fill a summary with it. */
const LEAF_CHARACTERS = 1_000;

/** The comment in fewer than 60,000 characters: the summary whole, of the rest as much as fits, with a word on what does not. */
export function renderMarkdown(comment: Comment, flavour: MarkdownFlavour, lang: Language): string {
  const title = `## ${markdownWords(comment.title)}\n`;
  const room = MOST_CHARACTERS - NOTE_CHARACTERS - title.length;
  for (const rows of ROW_STEPS) {
    const sections = comment.sections.map((section) => {
      const shown = section.whole ? shortened(section, rows, (count) => MORE[lang](count)) : section;
      return printSection(shown, flavour);
    });
    const result = joined(sections, room);
    if (result) return `${title}\n${result.text}${cutNote(result.cuts, lang)}`;
  }
  return `${title}\n${MORE[lang](comment.sections.length)}\n`;
}

const MORE: Readonly<Record<Language, (count: number) => string>> = {
  id: (count) => `… dan ${count} lagi; lihat semuanya dengan: titip preview --diff`,
  en: (count) => `… and ${count} more; see all of it with: titip preview --diff`,
};

function cutNote(cuts: readonly Cut[], lang: Language): string {
  if (cuts.length === 0) return "";
  const word = { id: "blok", en: "blocks" }[lang];
  const shown = cuts.slice(0, 10).map(({ title, blocks }) => `${clipped(title, 80)} (${blocks} ${word})`);
  const rest = cuts.length > 10 ? [`… +${cuts.length - 10}`] : [];
  const list = [...shown, ...rest].map(markdownWords).join("; ");
  const text = {
    id: "Tidak dimuat karena komentar dibatasi panjangnya: ",
    en: "Left out, since a comment's length is limited: ",
  }[lang];
  const where = { id: "Lihat semuanya dengan", en: "See all of it with" }[lang];
  return `\n---\n${text}${list}. ${where} <code>titip preview --diff</code>.\n`;
}

function printSection(section: Section, flavour: MarkdownFlavour): PrintedSection {
  const { title, whole = false, folded, parts } = section;
  const folds = folded && flavour === "github";
  const heading = markdownWords(clipped(title));
  return {
    title,
    whole,
    open: folds ? `<details>\n<summary>${heading}</summary>\n` : `### ${heading}\n`,
    blocks: parts.map((part) => `${block(part, flavour)}\n`),
    close: folds ? "</details>\n" : "",
  };
}

function block(part: Part, flavour: MarkdownFlavour): string {
  switch (part.kind) {
    case "heading":
      return `#### ${markdownWords(clipped(part.text))}`;
    case "paragraph":
      return lineOf(part.line);
    case "list":
      return part.items.map((item) => `- ${lineOf(item)}`).join("\n");
    case "table":
      return table(part);
    case "alert":
      return alert(part, flavour);
    case "verbatim":
      return markdownVerbatim(part.text);
  }
}

function alert(
  { urgency, title, lines }: Extract<Part, { kind: "alert" }>,
  flavour: MarkdownFlavour,
): string {
  const head = flavour === "github" ? [`[!${urgency.toUpperCase()}]`] : [];
  const sign = flavour === "github" ? "" : `${SIGNS[urgency]} `;
  return [...head, `${sign}**${markdownWords(title)}**`, "", ...lines.map((line) => `- ${lineOf(line)}`)]
    .map((line) => `> ${line}`.trimEnd())
    .join("\n");
}

const SIGNS: Readonly<Record<Urgency, string>> = { note: "ℹ️", important: "❕", warning: "⚠️", caution: "⛔" };

function table({ columns, rows }: Extract<Part, { kind: "table" }>): string {
  const row = (cells: string[]) => `| ${cells.join(" | ")} |`;
  return [
    row(columns.map(({ title }) => markdownWords(title))),
    row(columns.map(({ align }) => (align === "right" ? "---:" : "---"))),
    ...rows.map((cells) => row(cells.map((cell) => lineOf(cell, false)))),
  ].join("\n");
}

/** @param opens whether the line begins a block of Markdown, which a table's cell does not */
function lineOf(line: Line, opens = true): string {
  return line.map((piece, index) => pieceOf(piece, opens && index === 0)).join("");
}

function pieceOf(piece: Piece, first: boolean): string {
  if (typeof piece === "string") return (first ? markdownStart : markdownWords)(clipped(piece));
  if ("code" in piece) return `<code>${markdownWords(clipped(piece.code))}</code>`;
  return `<strong>${markdownWords(clipped(piece.strong))}</strong>`;
}

function clipped(text: string, most = LEAF_CHARACTERS): string {
  const characters = Array.from(text.length > most ? text.slice(0, most) : text);
  return text.length > most ? `${characters.join("")}…` : text;
}
