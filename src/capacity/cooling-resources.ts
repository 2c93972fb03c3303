import type { Cooling } from "../schema/generated/power";
import { parseHeat } from "../schema/quantity";
import type { Site } from "../schema/site";
import type { Text } from "../text";
import { roundDown, roundUp } from "./amount";
import { share } from "./rack-resources";
import { type Draw, limited, type Resource } from "./resource";

const KEY = "cooling/room";

/** Heat that the air conditioners take away while as many of the largest stand still as may fail. */
export function coolingResources(site: Site): Resource[] {
  const cooling = site.power?.cooling;
  if (!cooling) return [];
  const { spare = 0, units } = cooling;
  const working = Object.values(units)
    .map(({ heat }) => roundDown(parseHeat(heat)))
    .sort((a, b) => b - a)
    .slice(spare);
  const capacity = working.reduce((sum, watts) => sum + watts, 0);
  const place = Object.keys(units).join(" + ");
  return [
    limited(
      { key: KEY, group: "cooling", place, label: labelOf(cooling), unit: "W", capacity },
      share(site.power?.margins?.cooling),
    ),
  ];
}

function labelOf({ spare = 0 }: Cooling): Text {
  if (spare === 0) return { id: "pendinginan", en: "cooling" };
  return {
    id: `pendinginan saat ${spare} unit terbesar mati`,
    en: `cooling with the ${spare} largest failed`,
  };
}

/** Heat of a device. */
export function coolingDraws({ heat }: { heat: number }): Draw[] {
  return [{ key: KEY, amount: heat }];
}

/** Heat in the room besides the racks'. */
export function otherHeat(site: Site): Draw[] {
  const heat = site.power?.cooling?.other_heat;
  return heat === undefined ? [] : [{ key: KEY, amount: roundUp(parseHeat(heat)) }];
}
