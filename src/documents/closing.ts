import type { Block } from "./block";

/**
 * Where the end of a document begins that stays on one page with the signatures: the notes before them, the last
 * words, and what leads to these.
 *
 * @param at index of the signatures
 */
export function closingStart(blocks: readonly Block[], at: number): number {
  let start = at;
  while (blocks[start - 1]?.kind === "note") start -= 1;
  const last = blocks[start - 1];
  if (!last || !isShort(last)) return start;
  start -= 1;
  if (last.kind === "paragraph") return start;
  if (blocks[start - 1]?.kind === "paragraph") start -= 1; // the sentence that leads to it
  while (isHeading(blocks[start - 1])) start -= 1;
  return start;
}

function isShort(block: Block): boolean {
  if (block.kind === "fields") return block.fields.length <= 8;
  if (block.kind === "table") return block.rows.length <= 3;
  return block.kind === "paragraph" || block.kind === "emphasis" || block.kind === "lines";
}

function isHeading(block: Block | undefined): boolean {
  return block?.kind === "heading" || block?.kind === "emphasis";
}
