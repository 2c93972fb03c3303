import { isHosting } from "../judged-site";
import { allocationOf } from "../request-life";
import { inventoryFiles } from "../site-files";
import { pointerStep } from "../yaml/pointer";
import type { Rule } from "./rule";

/** The allocated server (before that: some server) offers the application's runtime. */
export const runtimeUnsupported: Rule = {
  id: "runtime-unsupported",
  needs: ["servers"],
  check({ site, live, doubts }, report) {
    const unsure = doubts(inventoryFiles.servers);
    const anyUnsure =
      unsure.misspeltKeys.length > 0 || [...site.servers.keys()].some((key) => unsure.about(runtimesOf(key)));
    const offered = new Set([...site.servers.values()].flatMap((server) => server.runtimes ?? []));
    for (const { file, data } of live.filter(isHosting)) {
      const { runtime } = data.application;
      const key = allocationOf(data)?.server;
      const server = key === undefined ? undefined : site.servers.get(key);
      if (!server && anyUnsure) continue;
      if (server ? (server.runtimes?.includes(runtime) ?? true) : offered.has(runtime)) continue;
      const where = server
        ? { id: `server \`${key}\` tidak menyediakan`, en: `the server \`${key}\` does not offer` }
        : { id: "tidak ada server yang menyediakan", en: "no server offers" };
      report({
        file,
        pointer: "/application/runtime",
        severity: server ? "error" : "warning",
        message: { id: `${where.id} runtime \`${runtime}\``, en: `${where.en} the runtime \`${runtime}\`` },
        remedy: server
          ? {
              id: `Jalankan \`titip assess ${data.id}\` lagi untuk memilih server lain.`,
              en: `Run \`titip assess ${data.id}\` again to choose another server.`,
            }
          : {
              id: "Sesuaikan runtime, atau nyatakan permohonan tidak dapat dilaksanakan dalam kajian.",
              en: "Change the runtime, or find the request not feasible in its assessment.",
            },
        allowed: [...(server?.runtimes ?? offered)].sort(),
        rests: server ? [{ file: inventoryFiles.servers, pointer: runtimesOf(key ?? "") }] : [],
      });
    }
  },
};

function runtimesOf(server: string): string {
  return `/servers${pointerStep(server)}/runtimes`;
}
