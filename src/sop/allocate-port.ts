import { type Lines, shortfalls } from "../capacity/lines";
import { portsHeld } from "../capacity/spaces";
import { portsOf, switchDraws } from "../capacity/switch-resources";
import type { Switch } from "../schema/generated/racks";
import type { Site } from "../schema/site";
import { asObstacle, type Obstacle } from "./obstacle";

/**
 * The first free port of the first switch that reaches a rack and carries a VLAN.
 *
 * @param before what is taken without this request
 */
export function portFor(
  site: Site,
  id: string,
  rack: string,
  vlan: number,
  before: Lines,
): { switch: string; port: string } | { obstacles: Obstacle[] } {
  const held = portsHeld(site, id);
  const reaching = [...(site.switches ?? [])].filter(
    ([, one]) => reaches(one, rack) && one.vlans.includes(vlan),
  );
  for (const [key, one] of reaching) {
    const port = portsOf(one).find((name) => !held.has(`${key} ${name}`));
    if (port !== undefined) return { switch: key, port };
  }
  if (reaching.length === 0) return { obstacles: [noSwitch(rack, vlan)] };
  const full = reaching.flatMap(([key]) => shortfalls(before, id, switchDraws(key)));
  return { obstacles: full.map(asObstacle) };
}

/** Whether a switch's cables reach a rack. */
export function reaches({ rack, racks = [rack] }: Switch, key: string): boolean {
  return racks.includes(key);
}

function noSwitch(rack: string, vlan: number): Obstacle {
  return {
    text: {
      id: `${rack}: tidak ada switch dengan VLAN ${vlan}; lengkapi switches pada datacenter/racks.yaml`,
      en: `${rack}: no switch carries VLAN ${vlan}; add it to switches in datacenter/racks.yaml`,
    },
  };
}
