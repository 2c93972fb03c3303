import { jsonText } from "../../printable";
import { dateText } from "../../report/date-text";
import { textTable } from "../../report/text-table";
import type { Site } from "../../schema/site";
import { type DueService, dueServices } from "../../sop/walk-due";
import type { Text } from "../../text";
import { unusable } from "../command-error";
import { type CommandSpec, formatOption } from "../command-spec";
import { type Context, styled } from "../context";
import { openSite, siteFolder } from "../site";
import { certificateTable, lookAtCertificates } from "../status/due-certificates";
import { AT_OPTION, dayOf, momentOption, openOffice } from "../status/open-office";
import { noteUnread } from "../status/unread";

export const dueCommand: CommandSpec = {
  name: "due",
  summary: {
    id: "tampilkan masa layanan yang akan atau sudah berakhir, layanan yang dihentikan sementara, dan sertifikat yang akan berakhir",
    en: "show terms that end or have ended, suspended services, and certificates that end",
  },
  examples: ["titip due", "titip due --days 90", "titip due --format json --at 2027-10-20T08:00:00+07:00"],
  options: [
    {
      flags: "--days <n>",
      text: { id: "berakhir dalam sekian hari", en: "that end within so many days" },
      default: "30",
    },
    AT_OPTION,
    formatOption(),
  ],
  run: async (context, { options }) => {
    const { site, problems } = openSite(siteFolder(context));
    const office = openOffice(context, site);
    const now = momentOption(context, options.at);
    const today = dayOf(office, now);
    const due = dueServices(site, today, daysOption(options.days));
    const certificates = await lookAtCertificates(site, now);
    noteUnread(context, problems, site);
    if (options.format === "json") context.print(jsonText({ today, services: due, certificates }));
    else context.print(due.length > 0 ? dueTable(context, site, due) : context.say(nothing()));
    if (options.format !== "json" && certificates.length > 0)
      context.print(`\n${certificateTable(context, site, certificates)}`);
    return 0;
  },
};

function daysOption(days: unknown): number {
  if (typeof days === "string" && /^\d{1,4}$/.test(days)) return Number(days);
  throw unusable({ id: "--days harus bilangan bulat", en: "--days must be a whole number" });
}

const STATES: Readonly<Record<DueService["state"], Text>> = {
  ended: { id: "BERAKHIR", en: "ENDED" },
  ending: { id: "akan berakhir", en: "ending" },
  suspended: { id: "dihentikan sementara", en: "suspended" },
  "suspended too long": { id: "DIHENTIKAN, LEWAT RENCANA", en: "SUSPENDED BEYOND ITS DAY" },
};

function dueTable(context: Context, { agencies }: Site, due: readonly DueService[]): string {
  const heading = {
    id: ["Permohonan", "OPD", "Aplikasi", "Keadaan", "Sampai", "Hari"],
    en: ["Request", "Agency", "Application", "State", "Until", "Days"],
  };
  const rows = due.map(({ request, agency, application, state, until, daysLeft }) => {
    const end = until === undefined ? "-" : dateText(until, context.lang);
    return [
      request,
      agencies.get(agency)?.short ?? agency,
      application,
      context.say(STATES[state]),
      end,
      String(daysLeft ?? "-"),
    ];
  });
  const [head = "", line = "", ...lines] = textTable(heading[context.lang], rows).split("\n");
  // Painted after the columns are made: colours have no width.
  const painted = lines.map((text, index) => {
    const state = due[index]?.state;
    return state === "ended" || state === "suspended too long" ? styled(context, "red", text) : text;
  });
  return [head, line, ...painted].join("\n");
}

function nothing(): Text {
  return { id: "Tidak ada masa layanan yang akan berakhir.", en: "No term is about to end." };
}
