import type { Uplink } from "../schema/generated/uplinks";
import { parsePercent, parseRate } from "../schema/quantity";
import type { Site } from "../schema/site";
import type { Text } from "../text";
import { amountText, roundDown } from "./amount";
import type { Draw, Resource } from "./resource";

const KEY = "uplink/bandwidth";

/** Bandwidth to the outside: what all lines carry together that do not only stand by. */
export function uplinkResources(site: Site): Resource[] {
  const lines = [...(site.uplinks ?? [])].filter(([, { standby }]) => standby !== true);
  if (lines.length === 0) return [];
  const margins = new Set(lines.map(([, line]) => marginOf(line)));
  const sum = (of: (line: Uplink) => number) => lines.reduce((total, [, line]) => total + of(line), 0);
  return [
    {
      key: KEY,
      group: "uplink",
      place: lines.map(([key]) => key).join(" + "),
      label: { id: "bandwidth internet", en: "internet bandwidth" },
      unit: "bit/s",
      capacity: sum(promised),
      margin: margins.size === 1 ? [...margins][0] : undefined,
      usable: sum((line) => roundDown((promised(line) * marginOf(line)) / 100)),
      basis: basisOf(lines),
    },
  ];
}

function marginOf({ margin }: Uplink): number {
  return margin === undefined ? 100 : parsePercent(margin);
}

function promised({ rate, contention = 1 }: Uplink): number {
  return parseRate(rate) * contention;
}

/** Plain for a line without contention: then nothing needs to be said. */
function basisOf(lines: readonly [string, Uplink][]): Text | undefined {
  if (lines.length === 1 && (lines[0]?.[1].contention ?? 1) === 1) return undefined;
  const one = (line: Uplink, lang: keyof Text) =>
    `${amountText(parseRate(line.rate), "bit/s")[lang]}${line.contention ? ` × ${line.contention}` : ""}`;
  const all = (lang: keyof Text) => lines.map(([, line]) => one(line, lang)).join(" + ");
  return { id: all("id"), en: all("en") };
}

/** Bandwidth that a request was promised. */
export function uplinkDraws(bandwidth: string): Draw[] {
  return [{ key: KEY, amount: parseRate(bandwidth) }];
}
