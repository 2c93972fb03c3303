import { acceptedServer } from "../schema/delivered-server";
import type { ColocationRequest } from "../schema/generated/colocation-request";
import type { Equipment, Rack } from "../schema/generated/racks";
import type { ColocationAllocation } from "../schema/generated/steps";
import { parseHeat, parseLength, parsePower, parseWeight } from "../schema/quantity";
import { roundUp } from "./amount";

export type Face = "front" | "rear";

/** What a device needs of a rack, wherever it will stand. All amounts rounded up. */
export interface DeviceNeeds {
  /** Height in rack units. */
  height: number;
  /** Millimetres; undefined when not stated, then it counts as filling the rack. */
  depth: number | undefined;
  /** Watts that it draws at most, whichever of its feeds is left. */
  power: number;
  /** Watts of heat: what it draws becomes heat, unless told otherwise. */
  heat: number;
  /** Kilograms; undefined when not stated. */
  weight: number | undefined;
}

/** A device in its place. */
export interface Device extends DeviceNeeds {
  rack: string;
  /** Lowest unit. */
  unit: number;
  /** Side that it is mounted on. */
  face: Face;
  feeds: readonly string[];
}

/**
 * What the server of a request needs, as it was taken in. The power that was approved stays promised when a server
 * that draws less was brought.
 */
export function needsOf(request: ColocationRequest): DeviceNeeds {
  const server = acceptedServer(request);
  const power = Math.max(watts(request.server.power), watts(server.power));
  return {
    height: server.rack_units,
    depth: server.depth === undefined ? undefined : parseLength(server.depth),
    power,
    heat: server.heat === undefined ? power : roundUp(parseHeat(server.heat)),
    weight: server.weight === undefined ? undefined : roundUp(parseWeight(server.weight)),
  };
}

/** The server of a request in the place that it was given. */
export function deviceOf(request: ColocationRequest, place: ColocationAllocation): Device {
  const { rack, unit, face, feeds } = place;
  return { ...needsOf(request), rack, unit, face, feeds };
}

/** A device of the data centre's own; without feeds it hangs on all of the rack's. */
export function deviceOfEquipment(key: string, rack: Rack, equipment: Equipment): Device {
  const { rack_units, depth, weight, heat } = equipment;
  const power = watts(equipment.power);
  return {
    height: rack_units,
    depth: depth === undefined ? undefined : parseLength(depth),
    power,
    heat: heat === undefined ? power : roundUp(parseHeat(heat)),
    weight: weight === undefined ? undefined : roundUp(parseWeight(weight)),
    rack: key,
    unit: equipment.unit,
    face: equipment.face ?? "front",
    feeds: equipment.feeds ?? Object.keys(rack.feeds),
  };
}

/** True for a device that leaves the other side of the rack to another one. */
export function isShallow({ depth }: Pick<DeviceNeeds, "depth">, rack: Rack): boolean {
  return depth !== undefined && rack.depth !== undefined && depth * 2 <= parseLength(rack.depth);
}

/** Sides of the rack that a device fills. */
export function sidesOf(device: Pick<Device, "depth" | "face">, rack: Rack): readonly Face[] {
  return isShallow(device, rack) ? [device.face] : ["front", "rear"];
}

function watts(power: string | undefined): number {
  return power === undefined ? 0 : roundUp(parsePower(power));
}
