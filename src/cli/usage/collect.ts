import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { makeFolders } from "../../make-folders";
import { jsonText } from "../../printable";
import { createFleet } from "../../remote/create-fleet";
import type { Fleet, UsageReading } from "../../remote/fleet";
import { describeServerError, ServerError } from "../../remote/server-error";
import type { UsageMonth } from "../../schema/generated/usage-month";
import type { Site } from "../../schema/site";
import type { ServerUsage } from "../../usage/merge-usage";
import { type Lowered, monthFile, monthsOf, monthText, withReading } from "../../usage/month-file";
import { writeAtomically } from "../atomic-write";
import { type CommandSpec, formatOption } from "../command-spec";
import type { Context } from "../context";
import { momentOf } from "../maintenance/append-entry";
import { withProgress } from "../progress";
import { openSite, siteFolder } from "../site";
import { noteDoubts } from "./ask-servers";

export const collectCommand: CommandSpec = {
  name: "collect",
  summary: {
    id: "simpan penggunaan setiap situs per bulan di records/usage, untuk dikomit",
    en: "keep what each site used by month in records/usage, to be committed",
  },
  details: {
    id: "Permintaan, lalu lintas, jawaban per kelas, pengunjung, penyimpanan dan basis data. Alamat pengunjung tidak pernah meninggalkan server. Aman diulang: yang tidak berubah tidak ditulis, tidak ada yang dihitung dua kali.",
    en: "Requests, traffic, answers by class, visitors, storage and database. No visitor's address ever leaves a server. Safe to repeat: what has not changed is not written, nothing is counted twice.",
  },
  examples: ["titip usage collect"],
  options: [formatOption()],
  run: async (context, { options }) => {
    const { site } = openSite(siteFolder(context));
    const fleet = createFleet(Object.fromEntries(site.servers));
    const asking = { id: "Mengumpulkan penggunaan", en: "Collecting usage" };
    try {
      const servers = [...site.servers].filter(([, { role }]) => role === "web" || role === "database");
      const work = Promise.all(
        servers.map(([key, { role }]) => collectFrom(context, site, fleet, key, role)),
      );
      const outcomes = await withProgress(context, asking, work);
      const written = outcomes.flatMap(({ files }) => files).sort();
      if (options.format === "json") context.print(jsonText({ files: written }));
      else for (const file of written) context.print(file);
      context.note(
        context.say({ id: `${written.length} berkas ditulis.`, en: `${written.length} files written.` }),
      );
      return outcomes.every(({ ok }) => ok) ? 0 : 1;
    } finally {
      await fleet.close();
    }
  },
};

interface Collected {
  files: string[];
  ok: boolean;
}

/** Each server's months are written as soon as it has answered; one that fails takes nothing from the others. */
async function collectFrom(
  context: Context,
  site: Site,
  fleet: Fleet,
  server: string,
  role: string,
): Promise<Collected> {
  try {
    if (role === "web") {
      const reading = await fleet.web(server).collect();
      noteDoubts(context, [reading]);
      return { files: keep(context, site, reading), ok: reading.failures.length === 0 };
    }
    return { files: keep(context, site, await databasesOf(site, fleet, server, context.now())), ok: true };
  } catch (error) {
    if (!(error instanceof ServerError)) throw error;
    context.note(describeServerError(error.details, context.lang));
    return { files: [], ok: false };
  }
}

/** Sizes as they are now, for the month that it is. */
async function databasesOf(site: Site, fleet: Fleet, server: string, now: Date): Promise<ServerUsage> {
  const month = momentOf(site, now).slice(0, 7);
  const held = await fleet.database(server).usage();
  const months = held.map(({ request, bytes }) => ({
    request,
    month,
    requests: 0,
    bytes: 0,
    database: bytes,
  }));
  return { server, months };
}

function keep(context: Context, site: Site, reading: ServerUsage | UsageReading): string[] {
  return monthsOf(reading).flatMap((now) => {
    const file = monthFile(now);
    const before = site.records?.usage.find((one) => one.file === file)?.data;
    const { record, lowered } = withReading(before, withoutZeros(now));
    for (const one of lowered) noteLowered(context, one);
    return put(site.root, file, monthText(record), before) ? [file] : [];
  });
}

/** A database's server counts no requests. */
function withoutZeros(now: UsageMonth): UsageMonth {
  const sites = Object.entries(now.sites).map(([id, { requests, bytes, ...rest }]) => [
    id,
    rest.database !== undefined && !requests && !bytes ? rest : { requests, bytes, ...rest },
  ]);
  return { ...now, sites: Object.fromEntries(sites) };
}

/** A file that is there and is no record of ours is told by `titip check`, and not written over. */
function put(root: string, file: string, text: string, before: UsageMonth | undefined): boolean {
  const path = join(root, file);
  if (before !== undefined && monthText(before) === text) return false;
  if (before === undefined && existsSync(path)) return false;
  makeFolders(dirname(path));
  writeAtomically(path, text, 0o644);
  return true;
}

function noteLowered(context: Context, { request, month, server }: Lowered): void {
  context.note(
    context.say({
      id: `${request}: ${server} kini menghitung lebih sedikit untuk ${month} daripada yang tercatat; catatannya dipertahankan`,
      en: `${request}: ${server} now counts less for ${month} than is on record; the record stays`,
    }),
  );
}
