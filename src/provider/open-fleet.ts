import { createFleet } from "../remote/create-fleet";
import type { Fleet } from "../remote/fleet";
import { loadSite } from "../schema/load-site";

/** The servers named by the inventory; each is connected to when it is first needed. */
export function openFleet(root: string): Fleet {
  return createFleet(Object.fromEntries(loadSite(root).site.servers));
}
