import { expect } from "vitest";

/**
 * What is inert, written down a second time and without a look at the code that makes it: small strict grammars.
 */

const LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
/** Of a name that a record leads to: a word of letters, digits, hyphens and underscores does no harm there. */
const TARGET = "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?";
const NAME = `${LABEL}(?:\\.${LABEL})+`;
const BYTE = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
const IPV4 = `${BYTE}(?:\\.${BYTE}){3}`;
const ID = "[A-Z]{3}-\\d{4}-\\d{4,6}";

/** Apache's file: exactly these lines, in this order, for one request. */
export function expectVirtualHost(text: string): void {
  const id = /^# titip (\S+):/.exec(text)?.[1] ?? "";
  expect(id).toMatch(new RegExp(`^${ID}$`));
  const lines = [
    `# titip ${id}: written by Titip\\. [A-Za-z ,."]+`,
    `<VirtualHost (?:\\*|${IPV4}):80>`,
    `  ServerName ${NAME}`,
    `(?:  ServerAlias ${NAME}\n)*  DocumentRoot "/srv/titip/${id}/public"`,
    `  ErrorLog "/var/log/titip/${id}/error\\.log"`,
    `  CustomLog "/var/log/titip/${id}/access\\.log" combined`,
    `  <Directory "/srv/titip/${id}/public">`,
    "    Options -Indexes \\+SymLinksIfOwnerMatch",
    "    AllowOverride None",
    "    Require all granted",
    "  </Directory>",
    '  Redirect 204 "/\\.well-known/titip/[0-9a-f]{16}"',
    "</VirtualHost>",
    "",
  ];
  expect(text).toMatch(new RegExp(`^${lines.join("\n")}$`));
}

/** nsupdate's text: prerequisites and updates below the zone, of the types that Titip writes. */
export function expectUpdate(zone: string, text: string): void {
  expect(zone).toMatch(new RegExp(`^${NAME}$`));
  const owner = `(?:_titip\\.)?(?:${LABEL}\\.)+${zone.replaceAll(".", "\\.")}\\.`;
  const data = `(?:A ${IPV4}|(?:CNAME|PTR) (?:${TARGET}\\.)+|TXT "titip request=${ID}")`;
  const line = new RegExp(
    `^(?:prereq nxdomain ${owner}|prereq nxrrset ${owner} IN [A-Z]+|prereq yxrrset ${owner} IN ${data}|update add ${owner} \\d{1,10} IN ${data}|update delete ${owner} IN ${data})?$`,
  );
  for (const one of text.split("\n")) expect(one).toMatch(line);
}

/** The page: the template's elements and nothing else; the title comes out of it as it went in. */
export function expectPage(html: string, title: string): void {
  const tags = html.match(/<[^>]*>?/g) ?? [];
  expect(tags).toEqual([
    "<!doctype html>",
    '<html lang="id">',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width">',
    "<title>",
    "</title>",
    "<h1>",
    "</h1>",
    "<p>",
    "<strong>",
    "</strong>",
    "</p>",
    "<p>",
    "<small>",
    "</small>",
    "</p>",
    "</html>",
  ]);
  const inside = (tag: string) => new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(html)?.[1] ?? "";
  for (const tag of ["title", "h1"]) expect(decodeReferences(inside(tag))).toBe(title);
  for (const reference of html.match(/&[^\s;]*;?/g) ?? [])
    expect(reference).toMatch(/^&(?:amp|lt|gt|quot|#39);$/);
}

function decodeReferences(text: string): string {
  const named: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"' };
  return text.replace(/&(?:#(\d+)|([a-z]+));/g, (_, code: string | undefined, name: string) =>
    code === undefined ? (named[name] ?? "?") : String.fromCodePoint(Number(code)),
  );
}

/** Obeyed by a terminal, invisible to a reader, or both; written without Unicode's property names. */
const OBEYED =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
  /\u034f|[\0-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\ufff9-\ufffb\uffff]|[\u{e0000}-\u{e0fff}]|[\ud800-\udfff]/u;

/** A text on a terminal or in a log of a pipeline: nothing is obeyed, no line is a command to the runner. */
export function expectInertLines(text: string): void {
  expect(OBEYED.exec(text)?.[0]).toBeUndefined();
  expect(text).not.toMatch(/^\s*::.*::/m);
  expect(text).not.toContain("##[");
}

/** Workflow commands: one line a problem, and each of the one form. */
export function expectGithub(text: string, count: number): void {
  expect(OBEYED.exec(text)?.[0]).toBeUndefined();
  const lines = text.split("\n");
  expect(lines.pop()).toBe("");
  expect(lines).toHaveLength(count);
  const property = "(?:[^%,:\\n\\r]|%25|%0A|%0D|%3A|%2C)*";
  const form = new RegExp(
    `^::(?:error|warning) file=${property},line=[1-9]\\d*,col=[1-9]\\d*,title=[a-z0-9-]+::(?:[^%\\n\\r]|%25|%0A|%0D)+$`,
  );
  for (const line of lines) expect(line).toMatch(form);
}

/** A report in Markdown: headings and tables of the template, cells of references, nothing that is markup or a link. */
export function expectMarkdown(text: string): void {
  expectInertLines(text);
  let columns = 0;
  for (const line of text.split("\n")) {
    if (!line.startsWith("|")) columns = 0;
    if (line === "" || /^\|( --- \|)+$/.test(line)) continue;
    const cells = line.startsWith("|")
      ? line.split("|").slice(1, -1)
      : [line.replace(/^(?:#{2,3} |- \*\*)/, "")];
    if (line.startsWith("|")) {
      expect(line).toMatch(/^\| .* \|$/);
      columns ||= cells.length;
      expect(cells).toHaveLength(columns);
    }
    for (const cell of cells) expectInertMarkdown(cell);
  }
}

function expectInertMarkdown(cell: string): void {
  const pieces = cell.split(/<\/?(?:code|span)>|<br>|\*\*/);
  for (const piece of pieces) {
    expect(piece).not.toMatch(/[<>\\`*_[\]|~!$]|&(?!amp;|lt;|gt;|#\d{2,3};)/);
    expect(decodeReferences(piece)).not.toMatch(/https?:\/\/|www\.|\S@\S|@\w|#\w/i);
  }
}
