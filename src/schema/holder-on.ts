import type { Holder } from "./generated/officers";

/**
 * Who holds a position on a day; undefined when nobody does. A Plh. stands before a Plt., and both before the
 * regular holder, in whose absence or place they act; the order of the file decides nothing between them.
 *
 * @param day `2026-11-23`; the last day of a term belongs to it
 */
export function holderOn(holders: readonly Holder[], day: string): Holder | undefined {
  const holding = holders.filter(({ valid: { from, until } }) => from <= day && day <= (until ?? day));
  const acting = (wanted: Holder["acting"]) => holding.find((holder) => holder.acting === wanted);
  return acting("plh") ?? acting("plt") ?? holding[0];
}
