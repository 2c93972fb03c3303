import { reverseName } from "../../dns/addresses";
import { zoneOf } from "../../dns/names";
import { allocatedAddresses, allocationOf, allocationPointer } from "../request-life";
import { inventoryFiles } from "../site-files";
import { pointerStep } from "../yaml/pointer";
import type { Rule } from "./rule";

/** A dedicated address has a PTR record, so a reverse zone of ours must hold it. */
export const reverseZoneMissing: Rule = {
  id: "reverse-zone-missing",
  needs: ["zones", "networks"],
  check({ site, live, doubts }, report) {
    if (doubts(inventoryFiles.zones).misspeltKeys.length > 0) return; // it may be the zone
    const holds = (ip: string) => zoneOf(reverseName(ip), site.zones.keys()) !== undefined;
    const reported = new Set<string>();
    for (const [key, network] of site.networks) {
      if (network.address !== "dedicated" || !network.pool) continue;
      const { from, to } = network.pool;
      if (holds(from) && holds(to)) continue;
      reported.add(key);
      report({
        file: inventoryFiles.networks,
        pointer: at(key, "pool"),
        ...words(holds(from) ? to : from),
        rests: [at(key, "pool"), at(key, "address")],
      });
    }
    for (const { file, data } of live) {
      const network = allocationOf(data)?.network;
      if (network === undefined || reported.has(network)) continue;
      if (site.networks.get(network)?.address !== "dedicated") continue;
      for (const { ipv4, pointer } of allocatedAddresses(data)) {
        if (holds(ipv4)) continue;
        const address = { file: inventoryFiles.networks, pointer: at(network, "address") };
        report({ file, pointer, ...words(ipv4), rests: [`${allocationPointer}/network`, address] });
      }
    }
  },
};

function at(network: string, field: string): string {
  return `/networks${pointerStep(network)}/${field}`;
}

function words(ip: string) {
  const name = reverseName(ip);
  return {
    message: {
      id: `tidak ada zona balik untuk ${ip} (${name})`,
      en: `no reverse zone holds ${ip} (${name})`,
    },
    remedy: {
      id: `Tambahkan zona ${name.slice(name.indexOf(".") + 1)} di ${inventoryFiles.zones}.`,
      en: `Add the zone ${name.slice(name.indexOf(".") + 1)} to ${inventoryFiles.zones}.`,
    },
  };
}
