import { amountText } from "../capacity/amount";
import type { Face } from "../capacity/devices";
import type { CapacityLine } from "../capacity/lines";
import type { RackItem, RackView } from "../capacity/rack-view";
import type { Language, Text } from "../text";
import { displayWidth } from "./display-width";
import { itemTitle } from "./rack-item-title";
import { element, svgText } from "./svg";

/** All measures in user units, which are pixels unless the drawing is scaled. */
const UNIT = 20;
const WIDTH = 260;
const NUMBERS = 26;
const GAP = 20;
const TOP = 62;
const MARGIN = 12;
/** Width of a letter of the labels' size, on the safe side. */
const LETTER = 6.2;

interface Paint {
  fill: string;
  /** Of a device that is seen from its other side. */
  light: string;
  stroke: string;
  text: string;
}

/** Dark on light, told apart without colour too: by the words of the legend and dashed borders. */
const paints: Readonly<Record<RackItem["state"], Paint>> = {
  own: { fill: "#dbe4ee", light: "#f1f5f9", stroke: "#4a6076", text: "#14202c" },
  approved: { fill: "#cfe8d5", light: "#eef7f0", stroke: "#2e6b40", text: "#10301a" },
  pending: { fill: "#fff0c2", light: "#fffaea", stroke: "#8a6500", text: "#3d2d00" },
  reserved: { fill: "#ececec", light: "#ececec", stroke: "#8c8c8c", text: "#444444" },
};

const words = {
  front: { id: "Depan", en: "Front" },
  rear: { id: "Belakang", en: "Rear" },
  rack: { id: "Rak", en: "Rack" },
  own: { id: "milik Data Center", en: "the data centre's own" },
  approved: { id: "disetujui", en: "approved" },
  pending: { id: "menunggu persetujuan", en: "awaiting approval" },
  reserved: { id: "dikosongkan", en: "kept free" },
} satisfies Record<string, Text>;

/**
 * A rack from the front and from the rear as SVG 1.1: units numbered from the bottom, each device in its place with a
 * title for the pointer, the load of each feed below. Plain shapes with attributes: no script, no style sheet, no
 * reference to anything outside, so that it stands in a page, a letter and a register alike.
 */
export function rackElevation(rack: RackView, lang: Language): string {
  const width = MARGIN * 2 + NUMBERS * 2 + WIDTH * 2 + GAP;
  const feedsTop = TOP + rack.units * UNIT + 26;
  const height = feedsTop + rack.feeds.length * 22 + 34;
  const label = `${words.rack[lang]} ${rack.key}${rack.room ? ` – ${rack.room}` : ""}`;
  return element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: "img",
      "font-family": "sans-serif",
    },
    element("title", {}, svgText(label)),
    element("rect", { x: 0, y: 0, width, height, fill: "#ffffff" }),
    write(MARGIN, 22, label, { "font-size": 16, "font-weight": "bold" }),
    ...(["front", "rear"] as const).map((face, column) => faceView(rack, face, column, lang)),
    ...rack.feeds.map((line, index) => feedBar(line, feedsTop + index * 22, width, lang)),
    legend(height - 14, lang),
  );
}

function faceView(rack: RackView, face: Face, column: number, lang: Language): string {
  const x = MARGIN + NUMBERS + column * (WIDTH + GAP + NUMBERS);
  const frame = { x, y: TOP, width: WIDTH, height: rack.units * UNIT };
  const items = rack.items.filter(({ sides }) => sides.includes(face));
  return element(
    "g",
    {},
    write(x, TOP - 10, words[face][lang], { "font-size": 13 }),
    element("rect", { ...frame, fill: "#fafafa" }),
    ...Array.from({ length: rack.units }, (_, index) => unitRow(rack, index + 1, x)),
    ...items.map((item) => itemBox(rack, item, face, x, lang)),
    element("rect", { ...frame, fill: "none", stroke: "#333333", "stroke-width": 2 }), // over the units' lines
  );
}

function unitRow({ units }: RackView, unit: number, x: number): string {
  const y = TOP + (units - unit) * UNIT;
  return (
    write(x - 6, y + 14, String(unit), { "font-size": 10, fill: "#555555", "text-anchor": "end" }) +
    element("line", { x1: x, y1: y, x2: x + WIDTH, y2: y, stroke: "#dddddd" })
  );
}

/** Seen from the other side, a device is drawn lighter and with a dashed border. */
function itemBox({ units }: RackView, item: RackItem, face: Face, x: number, lang: Language): string {
  const { fill, light, stroke, text } = paints[item.state];
  const top = Math.max(1, units - item.unit - item.height + 2);
  const y = TOP + (top - 1) * UNIT;
  const behind = item.face !== face && item.state !== "reserved";
  const label = [item.name, item.owner, item.what].filter((part) => part).join(" · ");
  return element(
    "g",
    {},
    element("title", {}, svgText(itemTitle(item, lang))),
    element("rect", {
      x: x + 1.5,
      y: y + 1,
      width: WIDTH - 3,
      height: item.height * UNIT - 2,
      rx: 2,
      fill: behind ? light : fill,
      stroke,
      "stroke-dasharray": behind || item.state === "pending" ? "4 3" : undefined,
    }),
    write(x + 8, y + (item.height * UNIT) / 2 + 4, clip(label, feedsWidth(item)), {
      "font-size": 11,
      fill: text,
    }),
    write(x + WIDTH - 8, y + (item.height * UNIT) / 2 + 4, item.feeds.join("+"), {
      "font-size": 10,
      fill: text,
      "text-anchor": "end",
    }),
  );
}

/** Room that is left for a label beside the feeds. */
function feedsWidth({ feeds }: RackItem): number {
  return WIDTH - 24 - feeds.join("+").length * LETTER;
}

/** Cut to a width, with an ellipsis. */
function clip(text: string, room: number): string {
  const most = Math.floor(room / LETTER);
  if (displayWidth(text) <= most) return text;
  let kept = "";
  for (const letter of text) {
    if (displayWidth(kept + letter) > most - 1) break;
    kept += letter;
  }
  return `${kept.trimEnd()}…`;
}

function feedBar(line: CapacityLine, y: number, width: number, lang: Language): string {
  const taken = line.used + line.pending;
  const share = line.usable > 0 ? Math.min(1, taken / line.usable) : taken > 0 ? 1 : 0;
  const full = 160;
  const x = width - MARGIN - full;
  const sum = `${amountText(taken, line.unit)[lang]} / ${amountText(line.usable, line.unit)[lang]}`;
  const color = line.free < 0 ? "#b3261e" : share >= 0.8 ? "#8a6500" : "#2e6b40";
  return element(
    "g",
    {},
    write(MARGIN, y + 12, `${line.label[lang]}: ${sum}`, { "font-size": 12 }),
    element("rect", { x, y, width: full, height: 14, fill: "#ececec", stroke: "#8c8c8c" }),
    element("rect", { x, y, width: Math.round(full * share), height: 14, fill: color }),
  );
}

function legend(y: number, lang: Language): string {
  let x = MARGIN;
  let drawn = "";
  for (const state of ["own", "approved", "pending", "reserved"] as const) {
    const { fill, stroke } = paints[state];
    const dash = state === "pending" ? "4 3" : undefined;
    const box = { x, y: y - 10, width: 14, height: 12, fill, stroke, "stroke-dasharray": dash };
    drawn += element("rect", box) + write(x + 20, y, words[state][lang], { "font-size": 11 });
    x += 44 + displayWidth(words[state][lang]) * LETTER;
  }
  return drawn;
}

function write(x: number, y: number, text: string, attributes: Record<string, string | number>): string {
  return text === "" ? "" : element("text", { x, y, fill: "#14202c", ...attributes }, svgText(text));
}
