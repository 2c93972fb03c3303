import { padTo } from "../../report/display-width";
import type { Site } from "../../schema/site";
import { optionalFiles } from "../../schema/site-files";
import type { Language, Text } from "../../text";
import { amountText } from "../amount";
import type { CapacityLine, Lines } from "../lines";
import type { Group } from "../resource";
import { bar, type PaintPart, percentTaken } from "./gauge";

const headings: Readonly<Record<Group, Text>> = {
  server: { id: "Server hosting", en: "Hosting servers" },
  network: { id: "Alamat IP", en: "IP addresses" },
  uplink: { id: "Internet", en: "Internet" },
  rack: { id: "Rak", en: "Racks" },
  switch: { id: "Switch", en: "Switches" },
  power: { id: "Listrik", en: "Electricity" },
  cooling: { id: "Pendinginan", en: "Cooling" },
};

const legend: Text = {
  id: "█ terpakai  ▓ menunggu persetujuan  ░ tersisa; batas sudah dikurangi cadangan (margin)",
  en: "█ used  ▓ awaiting approval  ░ free; limits are less the margins",
};

/** Gauges of everything, by group, and what is not counted for want of its file. */
export function capacityText(site: Site, lines: Lines, lang: Language, paint: PaintPart): string {
  const all = [...lines.values()];
  const parts = (Object.keys(headings) as Group[]).flatMap((group) => {
    const own = all.filter((line) => line.group === group);
    return own.length === 0 ? [] : [`${headings[group][lang]}\n${gauges(own, lang, paint)}`];
  });
  const off = missingTopics(site).map((text) => text[lang]);
  return [...parts, [legend[lang], ...off].join("\n")].join("\n\n");
}

/** One line for each: place, what it is, bar, taken of what may be taken, what is left. */
export function gauges(lines: readonly CapacityLine[], lang: Language, paint: PaintPart): string {
  const rows = lines.map((line) => ({ line, cells: cellsOf(line, lang) }));
  const widths = [0, 1, 2].map((column) =>
    Math.max(...rows.map(({ cells }) => (cells[column] ?? "").length)),
  );
  return rows
    .map(({ line, cells: [place = "", label = "", taken = "", rest = ""] }) =>
      [
        ` ${padTo(place, widths[0] ?? 0)}`,
        padTo(label, widths[1] ?? 0),
        bar(line, paint),
        padTo(taken, widths[2] ?? 0),
        rest,
      ]
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function cellsOf(line: CapacityLine, lang: Language): string[] {
  const { used, pending, wanted, usable, unit, free, place, label } = line;
  const taken = used + pending + wanted;
  const amount = (value: number) => amountText(value, unit)[lang];
  const share = `${amount(taken)} / ${amount(usable)} (${percentTaken(line)} %)`;
  const left: Text =
    free < 0
      ? { id: `KURANG ${amount(-free)}`, en: `${amount(-free)} TOO MUCH` }
      : { id: `tersisa ${amount(free)}`, en: `${amount(free)} free` };
  return [place, label[lang], share, [left[lang], ...notes(line, lang)].join("; ")];
}

/** What a number alone would hide: how long batteries last, and whose weight nobody knows. */
function notes({ runtime, used, pending, wanted, parts }: CapacityLine, lang: Language): string[] {
  const unknown = parts.filter(({ amount }) => amount === undefined).length;
  const minutes = runtime?.at(used + pending + wanted);
  const lasts: Text = {
    id: `bertahan ${minutes} menit (disyaratkan ${runtime?.required})`,
    en: `lasts ${minutes} minutes (${runtime?.required} required)`,
  };
  const missing: Text = { id: `${unknown} tidak diketahui`, en: `${unknown} not known` };
  return [...(runtime ? [lasts[lang]] : []), ...(unknown > 0 ? [missing[lang]] : [])];
}

/** Topics without an inventory file, and so not counted. */
export function missingTopics({ racks, power, uplinks }: Site): Text[] {
  const topics: [unknown, string, Text][] = [
    [racks, optionalFiles.racks, { id: "rak dan switch", en: "racks and switches" }],
    [power, optionalFiles.power, { id: "listrik dan pendinginan", en: "electricity and cooling" }],
    [uplinks, optionalFiles.uplinks, { id: "bandwidth internet", en: "internet bandwidth" }],
  ];
  return topics.flatMap(([there, file, what]) =>
    there === undefined
      ? [
          {
            id: `${file} tidak ada: ${what.id} tidak dihitung.`,
            en: `no ${file}: ${what.en} are not counted.`,
          },
        ]
      : [],
  );
}
