import type { Text } from "../text";
import { roundDown, type Unit } from "./amount";

/** Where a resource belongs: the heading under which it is shown. */
export type Group = "server" | "network" | "uplink" | "rack" | "switch" | "power" | "cooling";

/** Something of which there is only so much. */
export interface Resource {
  /** Unique and stable, e.g. `rack/rak-a/feed/A`. */
  key: string;
  group: Group;
  /** Key of the server, network, rack … in the inventory. */
  place: string;
  /** What it is of the place, with the case that is counted on: `feed A saat feed B padam`. */
  label: Text;
  unit: Unit;
  /** What is built, in the unit. */
  capacity: number;
  /** Share of it that may be used, in percent; undefined where several shares are summed up. */
  margin: number | undefined;
  /** What may be used: a whole number for everything but halves of rack units. */
  usable: number;
  /** How the capacity is reckoned, where that is not plain: `10 kVA × 0,9`. */
  basis?: Text;
  /** Of a UPS's batteries: minutes by load, and how many there must be. */
  runtime?: Runtime;
}

export interface Runtime {
  required: number;
  /** Minutes at a load in watts, rounded down. */
  at(load: number): number;
}

/** How much of a resource somebody takes. */
export interface Draw {
  /** Key of the resource; of one that the inventory does not have nothing is counted. */
  key: string;
  /** In the resource's unit; undefined when it is not stated, e.g. a weight. */
  amount: number | undefined;
}

/** A resource of which a share may be used. */
export function limited(resource: Omit<Resource, "usable" | "margin">, margin = 100): Resource {
  return { ...resource, margin, usable: roundDown((resource.capacity * margin) / 100) };
}
