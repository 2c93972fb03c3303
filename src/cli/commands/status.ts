import { openFollowUps } from "../../approval/follow-ups";
import { readEvidence } from "../../approval/read-evidence";
import { jsonText } from "../../printable";
import type { Site } from "../../schema/site";
import { type Progress, progressOf } from "../../sop/walk-progress";
import { followUpWords } from "../approval/show-verdict";
import { unusable } from "../command-error";
import { type CommandSpec, formatOption } from "../command-spec";
import type { Context } from "../context";
import { openSite, siteFolder } from "../site";
import { AT_OPTION, momentOption, openOffice } from "../status/open-office";
import { statusJson } from "../status/status-json";
import { statusText, summaryText } from "../status/status-text";
import { noteUnread } from "../status/unread";

export const statusCommand: CommandSpec = {
  name: "status",
  summary: {
    id: "tampilkan kedudukan setiap permohonan dalam prosedur",
    en: "show where every request stands in its procedure",
  },
  details: {
    id: "Kegiatan berikutnya, siapa yang berwenang (peran dan jabatan, pejabat sementara ditandai), waktu kerja terpakai terhadap batasnya menurut datacenter/calendar.yaml, kegiatan yang terlambat, dan masa layanan yang berakhir.",
    en: "The next activity, who may do it (role and position, acting officers marked), working time used against the limit by datacenter/calendar.yaml, late activities, and terms that end.",
  },
  examples: [
    "titip status",
    "titip status HST-2026-0012",
    "titip status --late",
    "titip status --agency dinkes --format json --at 2026-11-23T10:00:00+07:00",
  ],
  arguments: [{ name: "[ids...]", text: { id: "hanya permohonan ini", en: "only these requests" } }],
  options: [
    {
      flags: "--agency <agency>",
      text: { id: "hanya permohonan perangkat daerah ini", en: "only this agency's requests" },
    },
    {
      flags: "--late",
      text: { id: "hanya yang sekarang terlambat", en: "only what is late now" },
    },
    AT_OPTION,
    formatOption(),
  ],
  run: async (context, { arguments: ids, options }) => {
    const { site, problems } = openSite(siteFolder(context));
    checkWanted(site, ids, options.agency as string | undefined);
    const office = openOffice(context, site);
    const now = momentOption(context, options.at);
    const all = site.requests.flatMap((request) => progressOf(site, request, now, office) ?? []);
    const shown = all.filter(
      ({ request: { data }, next }) =>
        (ids.length === 0 || ids.includes(data.id)) &&
        (options.agency === undefined || data.applicant.agency === options.agency) &&
        (options.late !== true || next?.time?.late === true),
    );
    noteUnread(context, problems, site);
    const shownIds = new Set(shown.map(({ request: { data } }) => data.id));
    const followUps = openFollowUps(site, readEvidence(site.root), site, now).filter(({ request }) =>
      shownIds.has(request),
    );
    if (options.format === "json") {
      const at = office?.write(now) ?? new Date(now).toISOString();
      context.print(jsonText({ at, requests: shown.map(statusJson) }));
    } else printText(context, site, shown);
    for (const one of followUps) context.note(context.say(followUpWords(one)));
    return 0;
  },
};

function printText(context: Context, site: Site, shown: readonly Progress[]): void {
  for (const progress of shown) context.print(`${statusText(context, site, progress)}\n`);
  context.print(summaryText(context, shown));
}

/** A misspelt name must not look like a request that has no status. */
function checkWanted({ requests, agencies }: Site, ids: string[], agency: string | undefined): void {
  const unknown = ids.find((id) => !requests.some(({ data }) => data.id === id));
  if (unknown !== undefined)
    throw unusable({ id: `permohonan ${unknown} tidak ada`, en: `there is no request ${unknown}` });
  if (agency === undefined || agencies.has(agency)) return;
  const known = [...agencies.keys()].join(", ");
  throw unusable({
    id: `perangkat daerah '${agency}' tidak ada; yang ada: ${known}`,
    en: `there is no agency '${agency}'; there are: ${known}`,
  });
}
