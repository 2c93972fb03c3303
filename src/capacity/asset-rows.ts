import type { ColocationRequest } from "../schema/generated/colocation-request";
import { allocationOf } from "../schema/request-life";
import { requestsOf, type Site } from "../schema/site";
import { deviceOfEquipment, needsOf } from "./devices";

/**
 * One entry of the asset register (co-location, activity 8: "mengupdate aset register"). What was not recorded is
 * undefined, never invented.
 */
export interface AssetRow {
  /** Number in the office's register; undefined for a device of the data centre's own that has none. */
  number: string | undefined;
  item: string;
  /** Name of the owner; undefined for what is the data centre's own. */
  owner: string | undefined;
  /** Request by which it came. */
  request: string | undefined;
  brand: string | undefined;
  model: string | undefined;
  serial: string | undefined;
  rack: string;
  /** Lowest and highest unit. */
  units: { from: number; to: number };
  face: "front" | "rear";
  feeds: readonly string[];
  /** Watts. */
  power: number;
  switch: string | undefined;
  port: string | undefined;
  vlan: number | undefined;
  ipv4: readonly string[];
  /** Moment of its placement and of the end of its service (RFC 3339). */
  placed: string | undefined;
  removed: string | undefined;
  /** Number and day of the handover minutes. */
  minutes: { number: string; date: string } | undefined;
}

/** Everything that stands, or has stood, in the racks: servers once they were placed, the data centre's own. */
export function assetRows(site: Site): AssetRow[] {
  const servers = requestsOf(site, "colocation").flatMap(({ data }) => serverRows(site, data));
  return [...servers, ...ownRows(site)].sort(
    (a, b) => compare(a.rack, b.rack) || b.units.to - a.units.to || compare(a.number ?? "", b.number ?? ""),
  );
}

/** A row for each number that the office gave; one without a number when it gave none. */
function serverRows(site: Site, request: ColocationRequest): AssetRow[] {
  const { placement, closure } = request.steps;
  const allocation = allocationOf(request);
  if (!allocation || placement?.result !== "accepted") return [];
  const { brand, model, serial } = request.server;
  const { rack, unit, face, feeds, switch: device, port, vlan, ipv4 } = allocation;
  const { height, power } = needsOf(request);
  const { agency } = request.applicant;
  const row = {
    owner: site.agencies.get(agency)?.name ?? agency,
    request: request.id,
    ...{ brand, model, serial, rack, face, feeds, power, switch: device, port, vlan, ipv4 },
    units: { from: unit, to: unit + height - 1 },
    placed: placement.at,
    removed: closure?.at,
    minutes: placement.minutes && { number: placement.minutes.number, date: placement.minutes.date },
  };
  const assets = placement.assets ?? [];
  if (assets.length === 0) return [{ ...row, number: undefined, item: `${brand} ${model}` }];
  return assets.map(({ number, item }) => ({ ...row, number, item }));
}

function ownRows(site: Site): AssetRow[] {
  const none = {
    owner: undefined,
    request: undefined,
    brand: undefined,
    model: undefined,
    serial: undefined,
  };
  const unplugged = { switch: undefined, port: undefined, vlan: undefined, ipv4: [] };
  const undated = { placed: undefined, removed: undefined, minutes: undefined };
  return [...(site.racks ?? [])].flatMap(([key, rack]) =>
    (rack.equipment ?? []).map((one) => {
      const { unit, height, face, feeds, power } = deviceOfEquipment(key, rack, one);
      const place = { rack: key, units: { from: unit, to: unit + height - 1 }, face, feeds, power };
      return { number: one.asset, item: one.name, ...none, ...place, ...unplugged, ...undated };
    }),
  );
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
