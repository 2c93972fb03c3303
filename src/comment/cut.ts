import type { Part, Section } from "./model";

/** GitHub takes 65,536 characters of a comment, with the marker; the others more. */
export const MOST_CHARACTERS = 60_000;

/** A section in some format: blocks that stand or fall as a whole. */
export interface PrintedSection {
  title: string;
  whole: boolean;
  open: string;
  blocks: string[];
  close: string;
}

/** How many rows of lists and tables a summary is allowed, most wanted first. */
export const ROW_STEPS = [60, 30, 15, 8, 4, 2, 1, 0];

/** What was left out of a section. */
export interface Cut {
  title: string;
  blocks: number;
}

/**
 * Sections joined up to a length: whole ones always, of the others as many blocks as fit, in their order.
 *
 * @returns undefined when the whole ones alone are too long
 */
export function joined(
  sections: readonly PrintedSection[],
  most: number,
): { text: string; cuts: Cut[] } | undefined {
  let left =
    most - sections.filter(({ whole }) => whole).reduce((sum, one) => sum + textOf(one).length + 1, 0);
  if (left < 0) return undefined;
  const cuts: Cut[] = [];
  const texts = sections.flatMap((section) => {
    if (section.whole) return [textOf(section)];
    const blocks = fitting(section, left);
    const dropped = section.blocks.length - blocks.length;
    if (dropped > 0) cuts.push({ title: section.title, blocks: dropped });
    if (blocks.length === 0) return [];
    const text = textOf({ ...section, blocks });
    left -= text.length + 1;
    return [text];
  });
  return { text: texts.join("\n"), cuts };
}

/** Blocks up to the first that does not fit: a gap in the middle would not be seen. */
function fitting(section: PrintedSection, most: number): string[] {
  let left = most - section.open.length - section.close.length - 2;
  const end = section.blocks.findIndex((block) => {
    left -= block.length + 1;
    return left < 0;
  });
  return end < 0 ? section.blocks : section.blocks.slice(0, end);
}

function textOf({ open, blocks, close }: PrintedSection): string {
  return [open, ...blocks, close].filter((text) => text !== "").join("\n");
}

/** A section with so many rows in its lists and tables, and a word about the rest. */
export function shortened(section: Section, rows: number, more: (count: number) => string): Section {
  const cut = <Row>(list: readonly Row[]) => ({ kept: list.slice(0, rows), left: list.length - rows });
  const parts = section.parts.flatMap((part): Part[] => {
    if (part.kind === "list") {
      const { kept, left } = cut(part.items);
      return left > 0 ? [{ ...part, items: [...kept, [more(left)]] }] : [part];
    }
    if (part.kind === "table") {
      const { kept, left } = cut(part.rows);
      return left > 0
        ? [
            { ...part, rows: kept },
            { kind: "paragraph", line: [more(left)] },
          ]
        : [part];
    }
    if (part.kind === "alert") {
      const { kept, left } = cut(part.lines);
      return left > 0 ? [{ ...part, lines: [...kept, [more(left)]] }] : [part];
    }
    if (part.kind === "verbatim") {
      const { kept, left } = cut(part.text.split("\n"));
      return left > 0 ? [{ ...part, text: [...kept, more(left)].join("\n") }] : [part];
    }
    return [part];
  });
  return { ...section, parts };
}
