import { inventoryFiles } from "../site-files";
import type { Rule } from "./rule";
import { unknownKey } from "./unknown-key";

/** The zone is in the inventory and is one for names, not for addresses. */
export const unknownZone: Rule = {
  id: "unknown-zone",
  needs: ["zones"],
  check({ site }, report) {
    const keys = [...site.zones.keys()].filter((zone) => !isReverse(zone));
    const space = { kind: { id: "zona", en: "zone" }, keys, source: inventoryFiles.zones };
    for (const { file, data } of site.requests) {
      if (isReverse(data.zone) && site.zones.has(data.zone)) {
        report({
          file,
          pointer: "/zone",
          message: { id: "zona balik tidak memuat nama situs", en: "a reverse zone holds no names of sites" },
          remedy: {
            id: `Pilih zona maju: ${keys.join(", ")}.`,
            en: `Choose a forward zone: ${keys.join(", ")}.`,
          },
          allowed: keys,
        });
      } else if (!site.zones.has(data.zone)) report(unknownKey({ file, pointer: "/zone" }, data.zone, space));
    }
  },
};

function isReverse(zone: string): boolean {
  return zone.endsWith(".arpa");
}
