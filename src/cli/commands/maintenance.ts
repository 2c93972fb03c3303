import {
  journalOf,
  KIND_WORDS,
  type PlannedWindow,
  RESULT_WORDS,
  windowsOf,
} from "../../maintenance/journal";
import { jsonText, printable } from "../../printable";
import { timeText } from "../../report/date-text";
import { textTable } from "../../report/text-table";
import type { MaintenanceEntry } from "../../schema/generated/maintenance-entry";
import { isDate } from "../../schema/moments";
import type { Text } from "../../text";
import { unusable } from "../command-error";
import { type CommandSpec, formatOption } from "../command-spec";
import type { Context } from "../context";
import { appendEntry, noteEntry } from "../maintenance/append-entry";
import { collectCertificates } from "../maintenance/collect-certificates";
import { collectRuns } from "../maintenance/collect-runs";
import { givenEntry, KINDS, RESULTS } from "../maintenance/given-entry";
import { noteProblems, openSite, siteFolder } from "../site";

const addCommand: CommandSpec = {
  name: "add",
  summary: {
    id: "catat pekerjaan pemeliharaan yang sudah dilakukan",
    en: "record maintenance that was done",
  },
  examples: [
    'titip maintenance add --what "Pembaruan keamanan Debian" --server web1 --server web2 --by staf-dc',
    'titip maintenance add --what "Ganti diska" --window diska-web1 --result partial --detail "Satu diska menunggu suku cadang"',
  ],
  options: [
    {
      flags: "--what <words>",
      text: { id: "apa yang dilakukan, satu baris", en: "what was done, one line" },
      required: true,
    },
    { flags: "--kind <kind>", text: { id: "jenisnya", en: "what kind" }, choices: KINDS, default: "work" },
    {
      flags: "--result <result>",
      text: { id: "hasilnya", en: "how it went" },
      choices: RESULTS,
      default: "done",
    },
    { flags: "--server <key>", text: { id: "server", en: "server" }, repeatable: true },
    {
      flags: "--request <id>",
      text: { id: "permohonan yang layanannya terkena", en: "request whose service it concerns" },
      repeatable: true,
    },
    {
      flags: "--window <key>",
      text: {
        id: "jadwal di datacenter/maintenance.yaml",
        en: "planned window of datacenter/maintenance.yaml",
      },
    },
    {
      flags: "--by <position>",
      text: {
        id: "jabatan yang melakukan; tanpa ini: mesin",
        en: "position that did it; without it: the machine",
      },
    },
    { flags: "--detail <words>", text: { id: "keterangan", en: "more words" } },
    {
      flags: "--at <time>",
      text: {
        id: "waktunya, mis. 2026-11-23T10:00:00+07:00 (bawaan: sekarang)",
        en: "when, e.g. 2026-11-23T10:00:00+07:00 (default: now)",
      },
    },
    formatOption(),
  ],
  run: async (context, { options }) => {
    const { site } = openSite(siteFolder(context));
    const entry = givenEntry(context, site, options);
    const file = appendEntry(site.root, entry);
    if (options.format === "json") context.print(jsonText({ file: file ?? null, entry }));
    else if (file === undefined) context.note(context.say({ id: "sudah tercatat", en: "recorded already" }));
    else noteEntry(context, file);
    return 0;
  },
};

const listCommand: CommandSpec = {
  name: "list",
  summary: {
    id: "tampilkan jadwal dan jurnal pemeliharaan",
    en: "show planned windows and the journal of maintenance",
  },
  examples: ["titip maintenance list", "titip maintenance list --from 2026-11-01 --kind drift --format json"],
  options: [
    { flags: "--from <day>", text: { id: "mulai hari ini, YYYY-MM-DD", en: "from this day on, YYYY-MM-DD" } },
    { flags: "--until <day>", text: { id: "sampai hari ini, YYYY-MM-DD", en: "until this day, YYYY-MM-DD" } },
    { flags: "--kind <kind>", text: { id: "hanya jenis ini", en: "only this kind" }, choices: KINDS },
    formatOption(),
  ],
  run: async (context, { options }) => {
    const { site, problems } = openSite(siteFolder(context));
    noteProblems(
      context,
      site.root,
      problems.filter(({ file }) => file.startsWith("records/maintenance")),
    );
    const kind = typeof options.kind === "string" ? options.kind : undefined;
    const wish = { from: dayOption(options.from), until: dayOption(options.until), kind };
    const windows = windowsOf(site, context.now().getTime());
    const entries = journalOf(site, wish);
    if (options.format === "json") context.print(jsonText({ windows, entries }));
    else context.print([windowsTable(context, windows), entriesTable(context, entries)].join("\n\n"));
    return 0;
  },
};

const collectCommand: CommandSpec = {
  name: "collect",
  summary: {
    id: "catat pencadangan yang telah dijalankan server dan sertifikat yang baru dipasang",
    en: "record the backups that servers have run and certificates that are new",
  },
  details: {
    id: "Setiap kali dijalankan hanya yang belum tercatat yang ditulis.",
    en: "Whenever it is run it writes only what is not recorded yet.",
  },
  examples: ["titip maintenance collect"],
  options: [formatOption()],
  run: async (context, { options }) => {
    const { site } = openSite(siteFolder(context));
    const collected = [await collectRuns(context, site), await collectCertificates(context, site)];
    const files = collected.flatMap((one) => one.files).sort();
    const failures = collected.reduce((sum, one) => sum + one.failures, 0);
    if (options.format === "json") context.print(jsonText({ files }));
    else for (const file of files) noteEntry(context, file);
    context.note(context.say({ id: `${files.length} dicatat.`, en: `${files.length} recorded.` }));
    return failures > 0 ? 1 : 0;
  },
};

export const maintenanceCommand: CommandSpec = {
  name: "maintenance",
  summary: { id: "jadwal dan jurnal pemeliharaan", en: "planned windows and the journal of maintenance" },
  examples: ["titip maintenance list", "titip maintenance collect"],
  commands: [listCommand, addCommand, collectCommand],
};

function dayOption(day: unknown): string | undefined {
  if (day === undefined || (typeof day === "string" && isDate(day))) return day;
  throw unusable({
    id: `'${String(day)}' bukan hari seperti 2026-11-23`,
    en: `'${String(day)}' is no day such as 2026-11-23`,
  });
}

const STATES: Readonly<Record<PlannedWindow["state"], Text>> = {
  planned: { id: "direncanakan", en: "planned" },
  running: { id: "berlangsung", en: "running" },
  done: { id: "tercatat", en: "recorded" },
  open: { id: "BELUM DICATAT", en: "NOT RECORDED" },
};

function windowsTable(context: Context, windows: readonly PlannedWindow[]): string {
  if (windows.length === 0)
    return context.say({ id: "Tidak ada pemeliharaan yang dijadwalkan.", en: "No maintenance is planned." });
  const heading = {
    id: ["Jadwal", "Mulai", "Sampai", "Server", "Pekerjaan", "Keadaan"],
    en: ["Window", "From", "Until", "Servers", "Work", "State"],
  };
  const rows = windows.map(({ key, from, until, servers, what, state }) => [
    key,
    timeText(from, context.lang),
    timeText(until, context.lang),
    servers.join(", "),
    printable(what),
    context.say(STATES[state]),
  ]);
  return textTable(heading[context.lang], rows);
}

function entriesTable(context: Context, entries: readonly MaintenanceEntry[]): string {
  if (entries.length === 0)
    return context.say({ id: "Jurnal belum memuat apa pun.", en: "There is nothing in the journal." });
  const heading = {
    id: ["Waktu", "Jenis", "Hasil", "Server", "Permohonan", "Pekerjaan"],
    en: ["Time", "Kind", "Result", "Servers", "Requests", "Work"],
  };
  const rows = entries.map(({ at, kind, result, servers = [], requests = [], what }) => [
    timeText(at, context.lang),
    context.say(KIND_WORDS[kind]),
    context.say(RESULT_WORDS[result]),
    servers.join(", "),
    requests.length > 3 ? `${requests.slice(0, 3).join(", ")} …` : requests.join(", "),
    printable(what),
  ]);
  return textTable(heading[context.lang], rows);
}
