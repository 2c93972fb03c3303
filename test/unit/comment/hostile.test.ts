import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { commentOf } from "../../../src/comment/comment-of";
import { markdownVerbatim, markdownWords } from "../../../src/comment/escape";
import type { Comment } from "../../../src/comment/model";
import { renderCommentHtml } from "../../../src/comment/render-html";
import { renderMarkdown } from "../../../src/comment/render-markdown";
import type { ServiceRequest } from "../../../src/schema/site";
import { expectInertLines } from "../hostile/oracles";
import { hostile } from "../hostile/values";
import { demoInput } from "./a-comment";

/** Nothing of a request is markup, a link, a mention or a command to the forge, whatever it holds. */
const runs = { numRuns: process.env.TITIP_LONG ? 20_000 : 500 };
vi.setConfig({ testTimeout: process.env.TITIP_LONG ? 3_600_000 : 60_000 });

const attacks = fc.oneof(
  hostile,
  fc.constantFrom(
    "/close",
    "/approve\n/merge",
    "!1",
    "~label",
    '~"two words"',
    "%v1.0",
    "&12",
    "$12",
    "^alert#1",
    "*iteration:1",
    "GH-1",
    "octo/cat#1",
    ":shipit:",
    "mailto:it@x.example",
    "ftp://x.example",
    "<!-- titip:comment:plan -->",
    "</details>",
    "[!CAUTION]",
    "- [ ] task",
    "1. one",
    "1) one",
    "+ one",
    "===",
    "    code",
    "```mermaid\ngraph TD\n```",
    "{{ x }}",
    "[[_TOC_]]",
    "[TOC]",
    "[^1]: note",
    "[x]: http://x.example",
    "\\<script>",
    "&#64;torvalds",
  ),
);

test("words are inert in Markdown, as written and as a forge sees them after Markdown", () => {
  fc.assert(
    fc.property(attacks, (value) => expectInertWords(markdownWords(value))),
    runs,
  );
});

test("a verbatim block ends only where it is meant to", () => {
  fc.assert(
    fc.property(attacks, attacks, (one, two) => {
      const block = markdownVerbatim(`${one}\n${two}`);
      const lines = block.split("\n");
      const fence = lines.at(-1) ?? "";
      expect(fence).toMatch(/^`{3,}$/);
      expect(lines[0]).toBe(`${fence}text`);
      for (const line of lines.slice(1, -1)) {
        expect(line).not.toMatch(new RegExp(`^\\s*\`{${fence.length},}`));
        expect(line).not.toMatch(/^\//);
      }
      expectInertLines(block);
    }),
    runs,
  );
});

test("every piece of every kind of block is escaped, in Markdown and on the page", () => {
  fc.assert(
    fc.property(attacks, (whole) => {
      const value = whole.slice(0, 60); // longer ones are cut, and then whole blocks too
      for (const flavour of ["github", "markdown"] as const) {
        const text = renderMarkdown(everywhere(value), flavour, "id");
        expectSameShape(text, renderMarkdown(everywhere("x"), flavour, "id"));
      }
      const tags = (page: string) => page.match(/<[^>]*>?/g);
      const page = renderCommentHtml(everywhere(value), "id");
      expect(tags(page)).toEqual(tags(renderCommentHtml(everywhere("x"), "id")));
    }),
    runs,
  );
});

test("a request whose every free text is hostile makes the same comment, with other words", () => {
  const input = demoInput();
  const plain = headings(renderMarkdown(commentOf(input), "github", "id"));
  fc.assert(
    fc.property(attacks, (value) => {
      const requests = input.site.requests.map((one) => ({ ...one, data: withTexts(one.data, value) }));
      const agencies = new Map([...input.site.agencies].map(([key, one]) => [key, { ...one, name: value }]));
      const text = renderMarkdown(
        commentOf({ ...input, site: { ...input.site, requests, agencies } }),
        "github",
        "id",
      );
      expect(headings(text).length).toBe(plain.length);
      expectInertLines(text);
      expect(text).not.toMatch(/^\//m);
    }),
    { numRuns: Math.min(runs.numRuns, 60) },
  );
});

function withTexts(data: ServiceRequest, value: string): ServiceRequest {
  return { ...data, application: { ...data.application, name: value } } as ServiceRequest;
}

function headings(text: string): string[] {
  return text.match(/^#{1,6} .*$/gm) ?? [];
}

/** A comment with the value in every place that a block has. */
function everywhere(value: string): Comment {
  const line = [value, { strong: value }, { code: value }];
  const columns = [{ title: value, align: "left" as const }];
  const urgencies = ["note", "important", "warning", "caution"] as const;
  const parts = [
    { kind: "heading" as const, text: value },
    { kind: "paragraph" as const, line },
    { kind: "list" as const, items: [line, line] },
    { kind: "table" as const, columns, rows: [[line], [line]] },
    ...urgencies.map((urgency) => ({ kind: "alert" as const, urgency, title: value, lines: [line] })),
  ];
  const sections = [
    { title: value, whole: true, parts },
    { title: value, folded: true, parts },
  ];
  return { title: value, digest: "sha256:0", sections };
}

/** Line by line the same structure; only the words differ. */
function expectSameShape(text: string, plain: string): void {
  const lines = text.split("\n");
  const shapes = plain.split("\n").map((line) => line.split("x"));
  expect(lines).toHaveLength(shapes.length);
  lines.forEach((line, index) => {
    let rest = line;
    const shape = shapes[index] ?? [];
    shape.forEach((fixed, at) => {
      const found = at === 0 ? (rest.startsWith(fixed) ? 0 : -1) : rest.indexOf(fixed);
      expect(found).toBeGreaterThanOrEqual(0);
      expectInertWords(rest.slice(0, fixed === "" && at === shape.length - 1 ? undefined : found));
      rest = rest.slice(found + fixed.length);
    });
    expectOpening(line);
  });
  expectInertLines(text);
}

/** No line begins as anything but what the printer meant. */
function expectOpening(line: string): void {
  const inner = line.replace(/^(?:> )?(?:- )?/, "");
  if (inner === line) return;
  expect(inner).not.toMatch(/^(?:[-+=/]|\d{1,9}[.)])(?:\s|$)/);
}

function expectInertWords(text: string): void {
  const pieces = text.split(/<\/?(?:code|span|strong)>/);
  for (const piece of pieces) {
    expect(piece).not.toMatch(/[<>\\`*_[\]|~!@$^\n]|&(?!#\d{2,3};)|(?<!&)#/);
    const seen = piece.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
    expect(seen).not.toMatch(/\w:\/\/|www\.\w|[@#!~%&$^*][\p{L}\p{N}_"']|\S@\S|:[\w+-]+:|\bgh-\d/iu);
  }
}
