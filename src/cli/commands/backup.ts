import { backupSettings, settingDifferences } from "../../backup/backup-settings";
import { restoreSite } from "../../backup/restore-site";
import { sitePartsOf } from "../../backup/site-parts";
import { jsonText } from "../../printable";
import type { BackupReading } from "../../remote/backups";
import type { Site } from "../../schema/site";
import type { Text } from "../../text";
import { backupsAsData, backupsTable, savedTable } from "../backup/describe";
import { askEach, hostedRequest, noteFailure, withBackups } from "../backup/open-backups";
import { recordRestore, tellRestored } from "../backup/record-restore";
import { unusable } from "../command-error";
import { type CommandSpec, formatOption } from "../command-spec";
import type { Context } from "../context";
import { appendEntry, noteEntry } from "../maintenance/append-entry";
import { runEntries } from "../maintenance/collect-runs";
import { withProgress } from "../progress";
import { ask } from "../question";
import { openSite, siteFolder } from "../site";
import { momentOption } from "../status/open-office";

const RECORD = {
  flags: "--record",
  text: { id: "catat di jurnal pemeliharaan", en: "record it in the journal of maintenance" },
};
const IDS = {
  name: "[ids...]",
  text: { id: "permohonan hosting; tanpa ini semuanya", en: "hosting requests; all without one" },
};

const listCommand: CommandSpec = {
  name: "list",
  summary: { id: "tampilkan cadangan setiap situs", en: "show the backups of each site" },
  examples: ["titip backup list", "titip backup list HST-2026-0007 --format json"],
  arguments: [IDS],
  options: [formatOption()],
  run: async (context, { arguments: requests, options }) => {
    const { site } = openSite(siteFolder(context));
    for (const id of requests) hostedRequest(site, id);
    const asking = { id: "Menanyakan cadangan", en: "Asking for backups" };
    const { answers, failures } = await withProgress(
      context,
      asking,
      withBackups(context, site, (backups) =>
        askEach(context, site, (server) => backups(server).list(requests)),
      ),
    );
    for (const reading of answers) noteSettings(context, site, reading);
    if (options.format === "json") context.print(jsonText(backupsAsData(answers)));
    else context.print(backupsTable(answers, context.lang));
    return failures > 0 ? 1 : 0;
  },
};

const runCommand: CommandSpec = {
  name: "run",
  summary: { id: "buat cadangan sekarang", en: "make backups now" },
  details: {
    id: "Server membuatnya sendiri setiap malam; ini untuk sebelum perubahan besar.",
    en: "Servers make them every night by themselves; this is for before a large change.",
  },
  examples: ["titip backup run", "titip backup run HST-2026-0007 --record"],
  arguments: [IDS],
  options: [RECORD, formatOption()],
  run: async (context, { arguments: requests, options }) => {
    const { site } = openSite(siteFolder(context));
    for (const id of requests) hostedRequest(site, id);
    const saving = { id: "Mencadangkan", en: "Backing up" };
    const { answers, failures } = await withProgress(
      context,
      saving,
      withBackups(context, site, (backups) =>
        askEach(context, site, async (server) => {
          const outcome = await backups(server).run(requests);
          const { runs } = await backups(server).list(requests);
          return { server, ...outcome, runs };
        }),
      ),
    );
    for (const failure of answers.flatMap((one) => one.failures)) noteFailure(context, failure.details);
    if (options.format === "json")
      context.print(
        jsonText({ saved: answers.flatMap(({ server, saved }) => saved.map((one) => ({ ...one, server }))) }),
      );
    else context.print(savedTable(answers, context.lang));
    if (options.record === true)
      for (const entry of answers.flatMap((one) => runEntries(one.server, one.runs.slice(-1))))
        noteEntry(context, appendEntry(site.root, entry));
    return failures > 0 || answers.some((one) => one.failures.length > 0) ? 1 : 0;
  },
};

const restoreCommand: CommandSpec = {
  name: "restore",
  summary: { id: "kembalikan satu situs dari cadangan", en: "put a site back from a backup" },
  details: {
    id: "Dibaca ke tempat tersendiri, ditukar, lalu diperiksa; bila gagal semuanya kembali seperti semula. Yang ada sebelumnya disimpan di /var/lib/titip/archive di server.",
    en: "It is read into a place of its own, switched, then looked at; when that fails all becomes what it was. What was there before is kept in /var/lib/titip/archive on the server.",
  },
  examples: [
    "titip backup restore HST-2026-0007",
    "titip backup restore HST-2026-0007 --at 2026-11-20T00:00:00+07:00 --yes --record",
  ],
  arguments: [{ name: "<id>", text: { id: "permohonan hosting", en: "hosting request" } }],
  options: [
    {
      flags: "--at <time>",
      text: {
        id: "keadaan pada waktu ini, mis. 2026-11-23T10:00:00+07:00 (bawaan: cadangan terakhir)",
        en: "as of this moment, e.g. 2026-11-23T10:00:00+07:00 (default: the last backup)",
      },
    },
    { flags: "--yes", text: { id: "jangan bertanya", en: "do not ask" } },
    RECORD,
    formatOption(),
  ],
  run: async (context, { arguments: [id = ""], options }) => {
    const { site } = openSite(siteFolder(context));
    const parts = sitePartsOf(hostedRequest(site, id).data);
    if (parts.length === 0)
      throw unusable({ id: `${id} belum mempunyai server`, en: `${id} has no server yet` });
    const until = Math.floor(momentOption(context, options.at) / 1000);
    if (options.yes !== true && !(await confirmed(context, id))) return 0;
    const restoring = { id: `Memulihkan ${id}`, en: `Restoring ${id}` };
    const work = withBackups(context, site, (backups) => restoreSite(backups, id, parts, until));
    const restored = await withProgress(context, restoring, work);
    if (options.format === "json") context.print(jsonText({ request: id, restored }));
    else tellRestored(context, id, restored);
    if (options.record === true) recordRestore(context, site, id, restored);
    return 0;
  },
};

const configCommand: CommandSpec = {
  name: "config",
  summary: {
    id: "cetak /etc/titip/backup.conf sebuah server menurut datacenter/backup.yaml",
    en: "print a server's /etc/titip/backup.conf by datacenter/backup.yaml",
  },
  details: {
    id: "Hanya pengurus server yang memasangnya: dengan kunci kontrol saja tidak seorang pun dapat mengalihkan atau mengurangi cadangan.",
    en: "Only the server's administrator installs it: nobody can send backups elsewhere, or keep fewer, with control's key alone.",
  },
  examples: ["titip backup config web1"],
  arguments: [{ name: "<server>", text: { id: "server", en: "server" } }],
  options: [formatOption()],
  run: async (context, { arguments: [server = ""], options }) => {
    const { site } = openSite(siteFolder(context));
    const settings = site.backup && backupSettings(site.backup, server);
    if (!settings)
      throw unusable({
        id: `${server} tidak ada di datacenter/backup.yaml`,
        en: `${server} is not in datacenter/backup.yaml`,
      });
    const lines = Object.entries(settings).map(([key, value]) => `${key}=${value}`);
    context.print(options.format === "json" ? jsonText(settings) : lines.join("\n"));
    return 0;
  },
};

export const backupCommand: CommandSpec = {
  name: "backup",
  summary: { id: "cadangan situs: lihat, buat, pulihkan", en: "backups of sites: list, make, restore" },
  examples: ["titip backup list", "titip backup restore HST-2026-0007"],
  commands: [listCommand, runCommand, restoreCommand, configCommand],
};

async function confirmed(context: Context, id: string): Promise<boolean> {
  if (!context.interactive)
    throw unusable({
      id: "pemulihan mengganti isi situs dan tidak dapat bertanya di sini: beri --yes",
      en: "restoring replaces what the site holds and cannot ask here: give --yes",
    });
  const question: Text = {
    id: `Ganti isi ${id} dengan cadangannya?`,
    en: `Replace what ${id} holds with its backup?`,
  };
  return ask(context, question);
}

/** A server that goes by other settings keeps backups elsewhere, or for less long, than everybody believes. */
function noteSettings(context: Context, site: Site, { server, settings }: BackupReading): void {
  const wanted = site.backup && backupSettings(site.backup, server);
  for (const { key, wanted: value, found } of wanted ? settingDifferences(wanted, settings) : [])
    context.note(
      context.say({
        id: `${server}: ${key}=${found} di server, ${value} di datacenter/backup.yaml; lihat 'titip backup config ${server}'`,
        en: `${server}: ${key}=${found} on the server, ${value} in datacenter/backup.yaml; see 'titip backup config ${server}'`,
      }),
    );
}
