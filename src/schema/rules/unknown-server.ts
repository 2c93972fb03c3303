import { isHosting } from "../judged-site";
import { allocationOf } from "../request-life";
import { inventoryFiles } from "../site-files";
import type { Rule } from "./rule";
import { unknownKey } from "./unknown-key";

/** The allocated server is in the inventory. */
export const unknownServer: Rule = {
  id: "unknown-server",
  needs: ["servers"],
  check({ site, live }, report) {
    const keys = [...site.servers].flatMap(([key, server]) => (server.role === "web" ? [key] : []));
    const space = { kind: { id: "server", en: "server" }, keys, source: inventoryFiles.servers };
    for (const { file, data } of live.filter(isHosting)) {
      const server = allocationOf(data)?.server;
      if (server === undefined || site.servers.has(server)) continue;
      report(unknownKey({ file, pointer: "/steps/assessment/allocation/server" }, server, space));
    }
  },
};
