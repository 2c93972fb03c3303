import { printable, printableLines } from "../printable";

/** Characters that Markdown, HTML or a table would obey. */
const MARKS = /[&<>\\`*_[\]|~#!@$^]/g;

/**
 * Forges look for mentions, references, addresses and emoji in the text that comes out of Markdown, so a character
 * reference does not hide them. Cut in two by an element they are none:
 * `@name`, `#1`, `!1`, `~label`, `%milestone`, `&epic`, `$snippet`, `^alert`, `*iteration`; `scheme://`, `www.`; `:emoji:`; `GH-1`.
 */
const LINKING = /[@#!~%&$^*](?=[\p{L}\p{N}_"'])|@|:(?=\/\/|[\w+-]+:)|(?<=www)\.|(?<=\bgh)-(?=\d)/giu;

/** Words on one line of Markdown in which nothing is markup, a link, a mention or a command to the forge. */
export function markdownWords(text: string): string {
  const line = printable(text.replace(/\s+/gu, " "));
  const parts: string[] = [];
  let start = 0;
  for (const { 0: found, index } of line.matchAll(LINKING)) {
    parts.push(references(line.slice(start, index)), `<span>&#${found.charCodeAt(0)};</span>`);
    start = index + found.length;
  }
  return [...parts, references(line.slice(start))].join("");
}

/** The same at the beginning of a block: no list, heading, underline or command of GitLab begins there. */
export function markdownStart(text: string): string {
  const line = markdownWords(text.trimStart());
  return line
    .replace(/^[-+=/:]/, (sign) => `&#${sign.charCodeAt(0)};`)
    .replace(/^(\d{1,9})([.)])/, (_, digits: string, sign: string) => `${digits}&#${sign.charCodeAt(0)};`);
}

/** A block of which every character is shown as it is: the fence is longer than any inside. */
export function markdownVerbatim(text: string): string {
  const inner = printableLines(text).replace(/^\//gm, " /"); // GitLab obeys lines that begin with it
  const longest = Math.max(2, ...[...inner.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${inner}\n${fence}`;
}

function references(text: string): string {
  return text.replace(MARKS, (sign) => `&#${sign.charCodeAt(0)};`);
}
