import type { JudgedSite } from "../judged-site";
import { instant } from "../moments";
import { inventoryFiles, optionalFiles } from "../site-files";
import { pointerStep } from "../yaml/pointer";
import type { Finding, Rule } from "./rule";
import { type KeySpace, unknownKey } from "./unknown-key";

/** Planned windows end after they begin, and name servers and positions that exist. */
export const maintenancePlan: Rule = {
  id: "maintenance-plan",
  needs: ["maintenance", "servers", "officers"],
  check({ site }, report) {
    const { servers: known, officers } = spaces(site);
    for (const [key, { from, until, servers, by }] of site.windows ?? []) {
      const pointer = `/windows${pointerStep(key)}`;
      if (instant(until) <= instant(from)) report(reversed(pointer, from));
      for (const [index, server] of servers.entries()) {
        const place = { file, pointer: `${pointer}/servers/${index}` };
        if (!site.servers.has(server)) report(unknownKey(place, server, known));
      }
      if (by !== undefined && !site.officers.has(by))
        report(unknownKey({ file, pointer: `${pointer}/by` }, by, officers));
    }
  },
};

const file = optionalFiles.maintenance;

/** Keys of servers and positions, for messages. */
export function spaces({ servers, officers }: JudgedSite): Record<"servers" | "officers", KeySpace> {
  return {
    servers: {
      kind: { id: "server", en: "server" },
      keys: [...servers.keys()],
      source: inventoryFiles.servers,
    },
    officers: {
      kind: { id: "jabatan", en: "position" },
      keys: [...officers.keys()],
      source: inventoryFiles.officers,
    },
  };
}

function reversed(pointer: string, from: string): Finding {
  return {
    file,
    pointer: `${pointer}/until`,
    rests: [`${pointer}/from`],
    message: { id: `berakhir sebelum dimulai (${from})`, en: `it ends before it begins (${from})` },
    remedy: { id: "Perbaiki waktunya.", en: "Correct the times." },
  };
}
