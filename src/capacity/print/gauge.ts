import type { CapacityLine } from "../lines";

/** How a part of a bar is painted; a painter without colours gives the text back. */
export type PaintPart = (part: "used" | "pending" | "wanted" | "free", text: string) => string;

const WIDTH = 20;
const SIGNS = { used: "█", pending: "▓", wanted: "▒", free: "░" } as const;

/**
 * A bar of 20 characters: what is used, what awaits approval, what is asked about, what is left. What takes
 * anything takes at least one character; a bar that is over its limit is full.
 */
export function bar({ used, pending, wanted, usable }: CapacityLine, paint: PaintPart): string {
  const cells = cellsOf([used, pending, wanted], usable);
  const parts = ["used", "pending", "wanted"] as const;
  const taken = cells.reduce((sum, count) => sum + count, 0);
  const filled = parts.map((part, index) => paint(part, SIGNS[part].repeat(cells[index] ?? 0))).join("");
  return filled + paint("free", SIGNS.free.repeat(WIDTH - taken));
}

function cellsOf(amounts: readonly number[], usable: number): number[] {
  let [left, end] = [WIDTH, 0];
  return amounts.map((amount) => {
    end += amount;
    if (amount <= 0 || left === 0) return 0;
    const upTo = usable <= 0 ? WIDTH : Math.min(WIDTH, Math.round((end / usable) * WIDTH));
    const cells = Math.min(left, Math.max(1, upTo - (WIDTH - left)));
    left -= cells;
    return cells;
  });
}

/** Share of the usable capacity that is taken, in whole percent, rounded up: 100 only when nothing is left. */
export function percentTaken({ used, pending, wanted, usable }: CapacityLine): number {
  const taken = used + pending + wanted;
  if (usable <= 0) return taken > 0 ? 100 : 0;
  return taken >= usable
    ? Math.floor((taken / usable) * 100)
    : Math.min(99, Math.ceil((taken / usable) * 100));
}
