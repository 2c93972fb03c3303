import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Block, OfficialDocument } from "../../../src/documents/block";
import { documentInput, readyDocuments } from "../../../src/documents/site-documents";
import type { Kind } from "../../../src/schema/kinds";
import { randomWalks, takeWalk, type WalkState, walkSite } from "../sop/random-walk";
import { TEMPLATES } from "./support";

/**
 * Documents of every state of 500 random walks, held against the request's own file, not against what the documents
 * are made from: no id, address, date, number or serial that does not stand in it.
 */
const base = walkSite();
const MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split(
  " ",
);

/** Everything that a document says about the request: the office's own head, addressee and copies aside. */
function sayings({ blocks, footer, title }: OfficialDocument): string {
  const own = blocks.filter(({ kind }: Block) => kind !== "letterhead" && kind !== "addressee");
  return [title, footer, JSON.stringify(own)].join("\n");
}

const ISO_DAY = /\d{4}-\d{2}-\d{2}/g;
const DAY = new RegExp(`\\b(\\d{1,2}) (${MONTHS.join("|")}) (\\d{4})`, "g");

function daysOf(text: string): string[] {
  return [...text.matchAll(DAY)].map(
    ([, day = "", month = "", year]) =>
      `${year}-${String(MONTHS.indexOf(month) + 1).padStart(2, "0")}-${day.padStart(2, "0")}`,
  );
}

/** What looks like data of a request. */
const DATA = {
  "a request's id": /\b[A-Z]{3}-\d{4}-\d{4,}\b/g,
  "an address": /\b\d{1,3}(?:\.\d{1,3}){3}\b/g,
  "a number of a letter or of minutes": /\b(?:555|027|470|445)\/[\w/]+/g,
  "a serial number": /\bSN\d\b/g,
  "an asset's number": /\b1\.3\.\d+\b/g,
  "an account": /\bhst-\d{4}-\d{4}\b/g,
};

function expectHeld(document: OfficialDocument, { text }: WalkState): void {
  const said = sayings(document);
  const where = `${document.document} of\n${text}`;
  for (const [what, shape] of Object.entries(DATA))
    for (const [found] of said.matchAll(shape))
      expect(text.includes(found), `${what}, ${found}: ${where}`).toBe(true);
  // The report of activity 9 knows nothing of the tenth, however late it is printed again.
  if (document.document === "implementation-report") expect(said).not.toContain("Pekerjaan selesai");
  const days = new Set(text.match(ISO_DAY));
  for (const day of daysOf(said)) expect(days, `${day}: ${where}`).toContain(day);
  expect(said, where).not.toMatch(/undefined|null|NaN|\[object|\{[a-z]/);
}

/** All that need no more than the request; the other two tell what servers hold, and wait for the stack's outputs. */
const WRITTEN: Record<Kind, string[]> = {
  hosting: [
    ...["assessment-note", "completion-report", "disposition-sheet", "follow-up-letter", "follow-up-report"],
    ...["implementation-report", "infeasible-notice", "rejection-letter"],
  ],
  colocation: [
    ...["approval-form", "approval-notice", "capacity-report", "colocation-form", "completion-report"],
    ...["disposition-sheet", "handover-minutes", "no-capacity-notice", "rejection-letter", "return-notice"],
    "work-result-approval",
  ],
};

describe.each<Kind>(["hosting", "colocation"])("documents on 250 random walks of %s", (kind) => {
  it("name nothing that the request does not hold", { timeout: 300_000 }, () => {
    const written = new Set<string>();
    fc.assert(
      fc.property(randomWalks(kind), (walk) => {
        for (const state of takeWalk(walk, base)) {
          const { site, request } = state;
          if (!site.letterhead) throw new Error("no letterhead");
          for (const document of readyDocuments(
            TEMPLATES,
            documentInput(site, site.letterhead, request.data),
          )) {
            written.add(document.document);
            expectHeld(document, state);
          }
        }
      }),
      { numRuns: 250 },
    );
    expect([...written].sort()).toEqual(WRITTEN[kind]);
  });
});
