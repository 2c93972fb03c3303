import type { CommandSpec } from "../command-spec";
import { formatOption } from "../command-spec";
import type { Context } from "../context";
import type { Finding } from "../doctor/finding";
import { withProgress } from "../progress";
import { openSite, siteFolder } from "../site";

export const doctorCommand: CommandSpec = {
  name: "doctor",
  summary: {
    id: "periksa mesin ini dan setiap server, dan sebut cara memperbaikinya",
    en: "check this machine and every server, and say how to put things right",
  },
  examples: ["titip doctor", "titip doctor --format json", "titip lab exec control -- bin/titip doctor"],
  options: [
    { flags: "--stack <stack>", text: { id: "stack yang diperiksa", en: "stack to look at" } },
    formatOption(),
  ],
  run: async (context, { options }) => {
    const stack = options.stack as string | undefined;
    const { findingsAsJson, printFindings } = await import("../doctor/finding.js");
    const { examineControlMachine } = await import("../doctor/control-machine.js");
    const findings = await examineControlMachine(context, stack);
    findings.push(...(await examineSite(context, stack)));
    if (options.format === "json") context.print(findingsAsJson(context, findings));
    else printFindings(context, findings);
    return findings.every(({ ok }) => ok) ? 0 : 1;
  },
};

/** The site's files, then every server of its inventory, all at once. */
async function examineSite(context: Context, stack: string | undefined): Promise<Finding[]> {
  const { site, problems } = openSite(siteFolder(context, stack));
  const { examineServer } = await import("../doctor/server.js");
  const { zonesByServer } = await import("../survey.js");
  const errors = problems.filter(({ severity }) => severity === "error").length;
  const files: Finding = {
    place: "control",
    what: { id: "data pusat data", en: "data centre's files" },
    ok: errors === 0,
    found:
      errors === 0
        ? {
            id: `${site.requests.length} permohonan, tanpa masalah`,
            en: `${site.requests.length} requests, no problems`,
          }
        : { id: `${errors} kesalahan`, en: `${errors} errors` },
    ...(errors > 0 ? { fix: { id: "jalankan 'titip check'", en: "run 'titip check'" } } : {}),
  };
  const zones = new Map(zonesByServer(site));
  const asked = [...site.servers].map(([key, server]) => examineServer(key, server, zones.get(key) ?? []));
  const asking = { id: "Memeriksa server", en: "Examining the servers" };
  return [files, ...(await withProgress(context, asking, Promise.all(asked))).flat()];
}
