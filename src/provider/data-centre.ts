import { createFleet } from "../remote/create-fleet";
import type { Fleet } from "../remote/fleet";
import { loadSite } from "../schema/load-site";

/** What the provider knows of the data centre: its servers, and from the inventory what a server alone cannot tell. */
export interface DataCentre {
  /** Each server is connected to when it is first needed. */
  fleet: Fleet;
  /** Zones whose primary is this name server. */
  zonesOn(server: string): string[];
  /** The address that sites without one of their own share. */
  addressOf(server: string): string;
  /** Key of the server with this address; empty when the inventory has none. */
  serverAt(address: string): string;
}

/** @param root folder with `datacenter/` */
export function openDataCentre(root: string): DataCentre {
  const { servers, zones } = loadSite(root).site;
  return {
    fleet: createFleet(Object.fromEntries(servers)),
    zonesOn: (server) => [...zones].filter(([, zone]) => zone.server === server).map(([name]) => name),
    addressOf: (server) => servers.get(server)?.address ?? "",
    serverAt: (address) => [...servers].find(([, server]) => server.address === address)?.[0] ?? "",
  };
}
