import type { Rack } from "../schema/generated/racks";
import { parsePercent, parsePower, parseWeight } from "../schema/quantity";
import type { Site } from "../schema/site";
import type { Text } from "../text";
import { roundDown } from "./amount";
import { type Device, isShallow } from "./devices";
import { type Draw, limited, type Resource } from "./resource";

/** Units, watts of each feed and kilograms of every rack. */
export function rackResources(site: Site): Resource[] {
  return [...(site.racks ?? [])].flatMap(([key, rack]) => [
    limited({ ...of(key, "units"), label: labels.units, unit: "U", capacity: rack.units }),
    ...feedResources(site, key, rack),
    ...weightResources(site, key, rack),
  ]);
}

/** Each circuit as it must carry the load while the others have failed. */
function feedResources(site: Site, key: string, { feeds }: Rack): Resource[] {
  const margin = share(site.power?.margins?.feeds);
  const names = Object.keys(feeds);
  return Object.entries(feeds).map(([feed, power]) =>
    limited(
      {
        ...of(key, `feed/${feed}`),
        label: feedLabel(feed, names),
        unit: "W",
        capacity: roundDown(parsePower(power)),
      },
      margin,
    ),
  );
}

/** `feed A saat feed B padam`; just the feed where there is no other. */
export function feedLabel(feed: string, all: readonly string[]): Text {
  const others = all.filter((one) => one !== feed).join(", ");
  if (others === "") return { id: `feed ${feed}`, en: `feed ${feed}` };
  return { id: `feed ${feed} saat feed ${others} padam`, en: `feed ${feed} with feed ${others} failed` };
}

function weightResources(site: Site, key: string, { load, floor }: Rack): Resource[] {
  const margin = share(site.power?.margins?.weight);
  const resource = (kind: "load" | "floor", weight: string | undefined) =>
    weight === undefined
      ? []
      : [
          limited(
            { ...of(key, kind), label: labels[kind], unit: "kg", capacity: roundDown(parseWeight(weight)) },
            margin,
          ),
        ];
  return [...resource("load", load), ...resource("floor", floor)];
}

/** What a device takes of its rack; two shallow ones share a unit, back to back. */
export function rackDraws(site: Site, device: Device): Draw[] {
  const rack = site.racks?.get(device.rack);
  const filled = rack && isShallow(device, rack) ? device.height / 2 : device.height;
  return [
    { key: keyOf(device.rack, "units"), amount: filled },
    ...device.feeds.map((feed) => ({ key: keyOf(device.rack, `feed/${feed}`), amount: device.power })),
    { key: keyOf(device.rack, "load"), amount: device.weight },
    { key: keyOf(device.rack, "floor"), amount: device.weight },
  ];
}

/** What the rack itself and the units that are kept free take. */
export function emptyRackDraws(key: string, { tare, reserved = [] }: Rack): Draw[] {
  const units = reserved.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  return [
    { key: keyOf(key, "units"), amount: units },
    { key: keyOf(key, "floor"), amount: tare === undefined ? undefined : parseWeight(tare) },
  ];
}

const labels = {
  units: { id: "unit rak", en: "rack units" },
  load: { id: "beban rak", en: "weight in the rack" },
  floor: { id: "beban lantai", en: "weight on the floor" },
};

function of(place: string, kind: string) {
  return { key: keyOf(place, kind), group: "rack" as const, place };
}

function keyOf(rack: string, kind: string): string {
  return `rack/${rack}/${kind}`;
}

/** Percent of a margin; all of it when none is stated. */
export function share(margin: string | undefined): number {
  return margin === undefined ? 100 : parsePercent(margin);
}
