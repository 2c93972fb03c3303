import type { Both, ReadBoth } from "./load-site";
import type { Site } from "./site";
import { inventoryFiles, optionalFiles } from "./site-files";

export type Inventory = Omit<Site, "root" | "procedures" | "requests" | "records" | "approvals">;

/** Every topic of `datacenter/`. */
export function readInventory(read: ReadBoth): Both<Inventory> {
  const agencies = read("agencies", inventoryFiles.agencies);
  const officers = read("officers", inventoryFiles.officers);
  const contacts = read("contacts", inventoryFiles.contacts);
  const servers = read("servers", inventoryFiles.servers);
  const networks = read("networks", inventoryFiles.networks);
  const zones = read("zones", inventoryFiles.zones);
  const allocation = read("allocation", inventoryFiles.allocation);
  const racks = read("racks", optionalFiles.racks, true);
  const power = read("power", optionalFiles.power, true);
  const uplinks = read("uplinks", optionalFiles.uplinks, true);
  const calendar = read("calendar", optionalFiles.calendar, true);
  const letterhead = read("letterhead", optionalFiles.letterhead, true);
  const tls = read("tls", optionalFiles.tls, true);
  const backup = read("backup", optionalFiles.backup, true);
  const maintenance = read("maintenance", optionalFiles.maintenance, true);
  const approvals = read("approvals", optionalFiles.approvals, true);
  const pick = (which: keyof Both<unknown>): Inventory => ({
    agencies: mapOf(agencies[which]?.agencies),
    officers: mapOf(officers[which]?.officers),
    contacts: mapOf(contacts[which]?.contacts),
    servers: mapOf(servers[which]?.servers),
    networks: mapOf(networks[which]?.networks),
    zones: mapOf(zones[which]?.zones),
    allocation: allocation[which]?.allocation,
    racks: racks[which] && mapOf(racks[which].racks),
    switches: racks[which] && mapOf(racks[which].switches),
    power: power[which]?.power,
    uplinks: uplinks[which] && mapOf(uplinks[which].uplinks),
    calendar: calendar[which]?.calendar,
    letterhead: letterhead[which]?.letterhead,
    tls: tls[which]?.tls,
    backup: backup[which]?.backup,
    // A policy that cannot be read demands what one without a word does: proof.
    approvalPolicy: approvals[which]?.approvals ?? (approvals.isMissing ? undefined : {}),
    windows: maintenance[which] && mapOf(maintenance[which].windows),
  });
  return { sound: pick("sound"), judged: pick("judged") };
}

function mapOf<T>(entries: Readonly<Record<string, T>> | undefined): ReadonlyMap<string, T> {
  return new Map(Object.entries(entries ?? {}));
}
