import { type Claim, type Conflict, findConflicts } from "../schema/claims";
import type { JudgedRequest } from "../schema/judged-site";
import { instant } from "../schema/moments";
import { allocationOf, allocationPointer, heldFrom, seniority } from "../schema/request-life";
import type { Site } from "../schema/site";
import { deviceOfEquipment, sidesOf } from "./devices";
import { type UnitValue, unitValues } from "./place-values";
import { unitsOf } from "./rack-space";

/** Who holds a rack unit or a port: a request, or something of the data centre's own. */
export interface PlaceHold {
  /** Undefined for what is the data centre's own: it never gives way. */
  request?: JudgedRequest;
  /** Name of the data centre's device, or what the unit is kept free for. */
  name: string;
  unit?: UnitValue;
}

export type PlaceConflict = Conflict<PlaceHold>;

/** Rack units that two devices fill at a time. */
export function unitConflicts(site: Site, live: readonly JudgedRequest[]): PlaceConflict[] {
  return findConflicts([...ownUnits(site), ...live.flatMap((request) => requestUnits(site, request))]);
}

/** Switch ports that two servers are plugged into at a time. */
export function portConflicts(live: readonly JudgedRequest[]): PlaceConflict[] {
  return findConflicts(live.flatMap(portClaims));
}

function requestUnits(site: Site, request: JudgedRequest): Claim<PlaceHold>[] {
  const { data, doubts } = request;
  const unsure = ["rack", "unit", "face"].some((field) => doubts.about(`${allocationPointer}/${field}`));
  if (unsure || doubts.about("/server/rack_units") || doubts.about("/server/depth")) return [];
  return unitValues(site, data).map((unit) => ({
    value: unitName(unit),
    owner: { request, name: data.id, unit },
    ...rights(request),
  }));
}

function portClaims(request: JudgedRequest): Claim<PlaceHold>[] {
  const { data, doubts } = request;
  if (data.kind !== "colocation") return [];
  const allocation = allocationOf(data);
  if (!allocation || ["switch", "port"].some((field) => doubts.about(`${allocationPointer}/${field}`)))
    return [];
  const value = `${allocation.switch} ${allocation.port}`;
  return [{ value, owner: { request, name: data.id }, ...rights(request) }];
}

/** A server that is taken away leaves its place at once. */
function rights({ data }: JudgedRequest) {
  const until = data.steps.closure ? instant(data.steps.closure.at) : Number.POSITIVE_INFINITY;
  return { seniority: seniority(data), tie: data.id, from: heldFrom(data), until };
}

function* ownUnits(site: Site): Iterable<Claim<PlaceHold>> {
  for (const [key, rack] of site.racks ?? []) {
    for (const { from, to, reason = "–" } of rack.reserved ?? []) {
      for (let unit = from; unit <= to; unit += 1) {
        for (const side of ["front", "rear"] as const) yield ownClaim(reason, { rack: key, unit, side });
      }
    }
    for (const one of rack.equipment ?? []) {
      const device = deviceOfEquipment(key, rack, one);
      for (const unit of unitsOf(device)) {
        for (const side of sidesOf(device, rack)) yield ownClaim(one.name, { rack: key, unit, side });
      }
    }
  }
}

function ownClaim(name: string, unit: UnitValue): Claim<PlaceHold> {
  const always = { from: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY };
  const value = unitName(unit);
  return { value, owner: { name, unit }, seniority: Number.NEGATIVE_INFINITY, tie: "", ...always };
}

function unitName({ rack, unit, side }: UnitValue): string {
  return `${rack} U${unit} ${side}`;
}
