import { allocationOf } from "../request-life";
import { inventoryFiles } from "../site-files";
import type { Rule } from "./rule";
import { unknownKey } from "./unknown-key";

/** The allocated network is in the inventory. */
export const unknownNetwork: Rule = {
  id: "unknown-network",
  needs: ["networks"],
  check({ site, live }, report) {
    const space = {
      kind: { id: "jaringan", en: "network" },
      keys: [...site.networks.keys()],
      source: inventoryFiles.networks,
    };
    for (const { file, data } of live) {
      const network = allocationOf(data)?.network;
      if (network === undefined || site.networks.has(network)) continue;
      report(unknownKey({ file, pointer: "/steps/assessment/allocation/network" }, network, space));
    }
  },
};
