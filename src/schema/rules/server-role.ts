import { isHosting } from "../judged-site";
import { allocationOf } from "../request-life";
import { inventoryFiles } from "../site-files";
import { pointerStep } from "../yaml/pointer";
import type { Rule } from "./rule";

/** Sites stand on web servers. */
export const serverRole: Rule = {
  id: "server-role",
  check({ site, live }, report) {
    const allowed = [...site.servers].flatMap(([key, server]) => (server.role === "web" ? [key] : []));
    for (const { file, data } of live.filter(isHosting)) {
      const key = allocationOf(data)?.server;
      const role = key === undefined ? undefined : site.servers.get(key)?.role;
      if (role === undefined || role === "web") continue;
      report({
        file,
        pointer: "/steps/assessment/allocation/server",
        message: {
          id: `server \`${key}\` bukan server web (perannya: ${role})`,
          en: `the server \`${key}\` is no web server (its role: ${role})`,
        },
        remedy: {
          id: `Jalankan \`titip assess ${data.id}\` lagi.`,
          en: `Run \`titip assess ${data.id}\` again.`,
        },
        allowed,
        rests: [{ file: inventoryFiles.servers, pointer: `/servers${pointerStep(key ?? "")}/role` }],
      });
    }
  },
};
