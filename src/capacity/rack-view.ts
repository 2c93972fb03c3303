import type { ColocationRequest } from "../schema/generated/colocation-request";
import type { Rack } from "../schema/generated/racks";
import type { ColocationAllocation } from "../schema/generated/steps";
import { allocationOf } from "../schema/request-life";
import type { Site } from "../schema/site";
import { holds, ownConsumers, requestConsumers, type State } from "./consumers";
import { type Device, deviceOf, deviceOfEquipment, type Face, sidesOf } from "./devices";
import { type CapacityLine, lines, resourcesOf } from "./lines";

/** Something that fills units of a rack. */
export interface RackItem {
  /** Request id, or the name of the data centre's own device, or what the units are kept for. */
  name: string;
  /** What it is, in a few words: brand and model. */
  what: string;
  state: Extract<State, "own" | "approved" | "pending"> | "reserved";
  /** Lowest unit and number of units. */
  unit: number;
  height: number;
  /** Side that it is mounted on, and sides that it fills. */
  face: Face;
  sides: readonly Face[];
  feeds: readonly string[];
  /** Watts. */
  power: number;
  /** Owner's short name; undefined for the data centre's own. */
  owner?: string;
  serial?: string;
  /** Numbers in the asset register, once it was placed. */
  assets: readonly string[];
  /** Where it is plugged in and how it is reached. */
  place?: ColocationAllocation;
}

/** A rack as it stands, with what will stand in it. */
export interface RackView {
  key: string;
  room?: string;
  units: number;
  /** From the lowest unit. */
  items: readonly RackItem[];
  /** Load of each feed with the others failed. */
  feeds: readonly CapacityLine[];
}

/** Every rack of the site, in the order of the inventory. */
export function rackViews(site: Site): RackView[] {
  const all = lines(resourcesOf(site), [...ownConsumers(site), ...requestConsumers(site)]);
  return [...(site.racks ?? [])].map(([key, rack]) => ({
    key,
    ...(rack.room === undefined ? {} : { room: rack.room }),
    units: rack.units,
    items: [...reservedItems(rack), ...ownItems(key, rack), ...requestItems(site, key, rack)].sort(
      (a, b) => a.unit - b.unit || (a.face < b.face ? -1 : 1),
    ),
    feeds: Object.keys(rack.feeds).flatMap((feed) => all.get(`rack/${key}/feed/${feed}`) ?? []),
  }));
}

function reservedItems({ reserved = [] }: Rack): RackItem[] {
  return reserved.map(({ from, to, reason = "–" }) => ({
    name: reason,
    what: "",
    state: "reserved",
    unit: from,
    height: Math.max(1, to - from + 1),
    face: "front",
    sides: ["front", "rear"],
    feeds: [],
    power: 0,
    assets: [],
  }));
}

function ownItems(key: string, rack: Rack): RackItem[] {
  return (rack.equipment ?? []).map((one) => ({
    name: one.name,
    what: "",
    state: "own",
    ...shapeOf(deviceOfEquipment(key, rack, one), rack),
    assets: one.asset === undefined ? [] : [one.asset],
  }));
}

function requestItems(site: Site, key: string, rack: Rack): RackItem[] {
  return site.requests.flatMap(({ data }) => {
    if (data.kind !== "colocation" || !holds(data)) return [];
    const place = allocationOf(data);
    return place?.rack === key ? [requestItem(site, data, place, rack)] : [];
  });
}

function requestItem(site: Site, data: ColocationRequest, place: ColocationAllocation, rack: Rack): RackItem {
  const { brand, model, serial } = data.server;
  const owner = data.applicant.agency;
  return {
    name: data.id,
    what: `${brand} ${model}`,
    state: data.steps.decision ? "approved" : "pending",
    ...shapeOf(deviceOf(data, place), rack),
    owner: site.agencies.get(owner)?.short ?? owner,
    serial,
    assets: (data.steps.placement?.assets ?? []).map(({ number }) => number),
    place,
  };
}

function shapeOf(device: Device, rack: Rack) {
  const { unit, height, face, feeds, power } = device;
  return { unit, height, face, feeds, power, sides: sidesOf(device, rack) };
}
