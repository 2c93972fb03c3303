import type { Language } from "../text";
import { displayWidth } from "./display-width";
import { element, svgText } from "./svg";

/** One bar, with what stands beside it. */
export interface Bar {
  label: string;
  /** Not negative. */
  value: number;
  /** The value for people, `1,5 GiB`. */
  text: string;
}

/** A chart as data: bars under each other, and the amount that was allotted. */
export interface BarChart {
  title: string;
  bars: readonly Bar[];
  /** `whole`: bars are shares of it, so the scale reaches up to it however far away it is. */
  limit?: { value: number; text: string; whole?: true };
}

/** All measures in user units, which are pixels unless the drawing is scaled. */
const WIDTH = 640;
const MARGIN = 10;
const ROW = 22;
const BAR = 14;
const TOP = 34;
/** Width of a letter of the labels' size, on the safe side. */
const LETTER = 6.4;
const INK = "#14202c";
/** Dark enough to be told from paper when it is printed without colours; beyond the limit told by a pattern of its own. */
const FILL = "#3f6f9f";
const OVER = "#b3261e";
/** A limit further away than this would leave of the bars only lines. */
const FAR = 4;

const LIMIT = { id: "Diberikan", en: "Allotted" };

/**
 * Horizontal bars as SVG 1.1: plain shapes with attributes, no script, no style sheet, no reference to anything outside,
 * so that it stands in a page, a letter and a file alike. Each value is written beside its bar.
 */
export function barChart({ title, bars, limit }: BarChart, lang: Language): string {
  const left =
    MARGIN + 8 + Math.min(220, Math.max(0, ...bars.map(({ label }) => displayWidth(label))) * LETTER);
  const right = 20 + Math.max(0, ...bars.map(({ text }) => displayWidth(text))) * LETTER;
  const room = WIDTH - left - right - MARGIN;
  const most = Math.max(1, ...bars.map(({ value }) => value));
  const isShown = limit !== undefined && (limit.whole || limit.value <= most * FAR);
  const near = isShown ? limit.value : undefined;
  const scale = room / Math.max(most, near ?? 0);
  const height = TOP + bars.length * ROW + (limit ? 26 : 8);
  const at = (value: number) => Math.round(value * scale * 10) / 10;
  return element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${WIDTH} ${height}`,
      width: WIDTH,
      height,
      role: "img",
      "font-family": "Roboto, sans-serif",
    },
    element("title", {}, svgText(title)),
    element("rect", { x: 0, y: 0, width: WIDTH, height, fill: "#ffffff" }),
    write(MARGIN, 20, title, { "font-size": 13, "font-weight": "bold" }),
    ...bars.map((bar, index) => barRow(bar, TOP + index * ROW, left, at(bar.value), limit?.value)),
    ...(near === undefined ? [] : [limitLine(left + at(near), bars.length)]),
    ...(limit ? [write(MARGIN, height - 8, `${LIMIT[lang]}: ${limit.text}`, { "font-size": 11 })] : []),
  );
}

function barRow(
  { label, value, text }: Bar,
  y: number,
  left: number,
  width: number,
  limit: number | undefined,
): string {
  const over = limit !== undefined && value > limit;
  const fill = over ? OVER : FILL;
  return element(
    "g",
    {},
    write(left - 8, y + 11, cut(label), { "font-size": 11, "text-anchor": "end" }),
    element("rect", { x: left, y, width: Math.max(width, value > 0 ? 1 : 0), height: BAR, fill }),
    write(left + width + 6, y + 11, over ? `${text} !` : text, { "font-size": 11 }),
  );
}

function limitLine(x: number, rows: number): string {
  const line = { x1: x, y1: TOP - 4, x2: x, y2: TOP + rows * ROW - 2, stroke: INK, "stroke-width": 1 };
  return element("line", { ...line, "stroke-dasharray": "4 3" });
}

function cut(text: string): string {
  const letters = Array.from(text);
  return letters.length > 34 ? `${letters.slice(0, 33).join("").trimEnd()}…` : text;
}

function write(x: number, y: number, text: string, attributes: Record<string, string | number>): string {
  return text === "" ? "" : element("text", { x, y, fill: INK, ...attributes }, svgText(text));
}
