import { allocationOf } from "../schema/request-life";
import type { ServiceRequest, Site } from "../schema/site";
import { deviceOf, sidesOf } from "./devices";
import { unitsOf } from "./rack-space";

/** A side of a rack unit: of each there is one only. */
export interface UnitValue {
  rack: string;
  unit: number;
  side: "front" | "rear";
}

/** The rack units of an allocated server, side by side; none for a site, or in a rack that is not known. */
export function unitValues(site: Site, request: ServiceRequest): UnitValue[] {
  if (request.kind !== "colocation") return [];
  const allocation = allocationOf(request);
  const rack = allocation && site.racks?.get(allocation.rack);
  if (!allocation || !rack) return [];
  const device = deviceOf(request, allocation);
  const sides = sidesOf(device, rack);
  return unitsOf(device).flatMap((unit) => sides.map((side) => ({ rack: allocation.rack, unit, side })));
}

/**
 * Everything of a server's allocation of which there is one only, besides its addresses: rack units by side, the
 * switch port. Two requests that share one of these words cannot both be carried out.
 */
export function placeValues(site: Site, request: ServiceRequest): string[] {
  if (request.kind !== "colocation") return [];
  const allocation = allocationOf(request);
  if (!allocation) return [];
  return [
    ...unitValues(site, request).map(({ rack, unit, side }) => `${rack} U${unit} ${side}`),
    `${allocation.switch} port ${allocation.port}`,
  ];
}
