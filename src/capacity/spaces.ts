import { allocationOf } from "../schema/request-life";
import type { Site } from "../schema/site";
import { holds } from "./consumers";
import { deviceOf, deviceOfEquipment } from "./devices";
import { RackSpace } from "./rack-space";

/** What stands or will stand in each rack; `except` is the request that looks for its place. */
export function rackSpaces(site: Site, except?: string): ReadonlyMap<string, RackSpace> {
  const spaces = new Map<string, RackSpace>();
  for (const [key, rack] of site.racks ?? []) {
    const space = new RackSpace(rack);
    for (const one of rack.equipment ?? []) space.place(one.name, deviceOfEquipment(key, rack, one));
    spaces.set(key, space);
  }
  for (const { data } of site.requests) {
    if (data.kind !== "colocation" || data.id === except || !holds(data)) continue;
    const allocation = allocationOf(data);
    if (allocation) spaces.get(allocation.rack)?.place(data.id, deviceOf(data, allocation));
  }
  return spaces;
}

/** Ports that requests hold, as `switch port`. */
export function portsHeld(site: Site, except?: string): ReadonlySet<string> {
  return new Set(
    site.requests.flatMap(({ data }) => {
      if (data.kind !== "colocation" || data.id === except || !holds(data)) return [];
      const allocation = allocationOf(data);
      return allocation ? [`${allocation.switch} ${allocation.port}`] : [];
    }),
  );
}
