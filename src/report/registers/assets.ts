import { deviceOfEquipment, needsOf } from "../../capacity/devices";
import { officialWord } from "../../documents/official-words";
import { acceptedServer } from "../../schema/delivered-server";
import type { ColocationRequest } from "../../schema/generated/colocation-request";
import type { Equipment, Rack } from "../../schema/generated/racks";
import { localDay } from "../../schema/moments";
import { requestsOf, type Site } from "../../schema/site";
import { type ColumnOf, type RegisterTable, tableOf } from "./register-table";

/** A device that stands, or stood, in the data centre. */
interface AssetEntry {
  asset?: string;
  item: string;
  owner: string;
  request?: string;
  model?: string;
  serial?: string;
  rack?: string;
  unit?: number;
  height?: number;
  face?: string;
  feeds?: readonly string[];
  /** Watts that it draws at most; unknown for a device whose power nobody wrote down. */
  power?: number;
  port?: string;
  vlan?: number;
  addresses?: readonly string[];
  minutes?: string;
  placed?: string;
  removed?: string;
}

const COLUMNS: ColumnOf<AssetEntry>[] = [
  ["asset", "Nomor aset", "Asset number", "text", ({ asset }) => asset],
  ["item", "Perangkat", "Device", "text", ({ item }) => item],
  ["owner", "Pemilik", "Owner", "text", ({ owner }) => owner],
  ["request", "Permohonan", "Request", "text", ({ request }) => request],
  ["model", "Merek dan model", "Brand and model", "text", ({ model }) => model],
  ["serial", "Nomor seri", "Serial number", "text", ({ serial }) => serial],
  ["rack", "Rak", "Rack", "text", ({ rack }) => rack],
  ["unit", "Unit", "Unit", "number", ({ unit }) => unit],
  ["height", "Tinggi (U)", "Height (U)", "number", ({ height }) => height],
  ["face", "Sisi", "Face", "text", ({ face }) => face && officialWord(face)],
  ["feeds", "Jalur listrik", "Feeds", "text", ({ feeds }) => feeds?.join(", ")],
  ["power", "Daya (W)", "Power (W)", "number", ({ power }) => power],
  ["port", "Porta sakelar", "Switch port", "text", ({ port }) => port],
  ["vlan", "VLAN", "VLAN", "number", ({ vlan }) => vlan],
  ["addresses", "Alamat IP", "IP addresses", "text", ({ addresses }) => addresses?.join(", ")],
  ["minutes", "Berita acara", "Minutes", "text", ({ minutes }) => minutes],
  ["placed", "Ditempatkan", "Placed", "date", ({ placed }) => placed],
  ["removed", "Keluar", "Removed", "date", ({ removed }) => removed],
];

/**
 * The asset register: the data centre's own devices from racks.yaml, and agencies' servers that were taken in, with
 * their numbers from the placement (co-location activity 8).
 */
export function assetRegister(site: Site): RegisterTable {
  const own = [...(site.racks ?? [])].flatMap(([key, rack]) =>
    (rack.equipment ?? []).map((device) => ownDevice(key, rack, device)),
  );
  const servers = requestsOf(site, "colocation").flatMap(({ data }) => colocated(site, data));
  const entries = [...own, ...servers].sort(byPlace);
  const title = { id: "Register Aset", en: "Asset register" };
  const notes = site.racks
    ? []
    : [
        {
          id: "datacenter/racks.yaml tidak ada: perangkat milik Data Center tidak tercatat.",
          en: "There is no datacenter/racks.yaml: the data centre's own devices are not in it.",
        },
      ];
  return tableOf({ register: "assets", title, notes, wide: true }, COLUMNS, entries);
}

/** As capacity counts it: without feeds of its own it hangs on all of the rack's. */
function ownDevice(key: string, rack: Rack, equipment: Equipment): AssetEntry {
  const { unit, height, face, feeds, power } = deviceOfEquipment(key, rack, equipment);
  const place = { rack: key, unit, height, face, feeds };
  const { asset, name: item } = equipment;
  return {
    asset,
    item,
    owner: "Data Center",
    ...place,
    power: equipment.power === undefined ? undefined : power,
  };
}

/** A row for each asset number; the place is the server's, which is shown as it was taken in; its watts once. */
function colocated(site: Site, request: ColocationRequest): AssetEntry[] {
  const { id, applicant, steps } = request;
  const server = acceptedServer(request);
  const { placement, assessment, closure } = steps;
  if (placement?.result !== "accepted") return [];
  const allocation = assessment?.allocation;
  const owner = site.agencies.get(applicant.agency)?.name ?? applicant.agency;
  const common: Omit<AssetEntry, "item"> = {
    owner,
    request: id,
    model: `${server.brand} ${server.model}`,
    serial: server.serial,
    rack: allocation?.rack,
    unit: allocation?.unit,
    height: server.rack_units,
    face: allocation?.face,
    feeds: allocation?.feeds,
    power: needsOf(request).power,
    port: allocation && `${allocation.switch} ${allocation.port}`,
    vlan: allocation?.vlan,
    addresses: allocation?.ipv4,
    minutes: placement.minutes?.number,
    placed: localDay(placement.minutes?.date ?? placement.at),
    removed: closure && localDay(closure.at),
  };
  const assets = placement.assets ?? [];
  if (assets.length === 0) return [{ ...common, item: common.model ?? "" }];
  return assets.map(({ number, item }, index) => {
    const power = index === 0 ? common.power : undefined;
    return { ...common, asset: number, item, power };
  });
}

function byPlace(a: AssetEntry, b: AssetEntry): number {
  const key = ({ rack = "", unit = 0, asset = "" }: AssetEntry) =>
    `${rack}\u0000${String(unit).padStart(3, "0")}\u0000${asset}`;
  return key(a) < key(b) ? -1 : 1;
}
