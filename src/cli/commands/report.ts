import { join, resolve } from "node:path";
import { rackViews } from "../../capacity/rack-view";
import { makeFolders } from "../../make-folders";
import { jsonText } from "../../printable";
import { rackElevation } from "../../report/rack-elevation";
import { addressRegister } from "../../report/registers/addresses";
import { agendaRegister } from "../../report/registers/agenda";
import { assetRegister } from "../../report/registers/assets";
import { configurationRegister } from "../../report/registers/configuration";
import { maintenanceRegister } from "../../report/registers/maintenance";
import { registerAsCsv } from "../../report/registers/print-csv";
import { registerAsData } from "../../report/registers/print-json";
import { registerAsMarkdown, registerAsText } from "../../report/registers/print-text";
import { registerAsXlsx } from "../../report/registers/print-xlsx";
import { REGISTER_NAMES, type RegisterName, type RegisterTable } from "../../report/registers/register-table";
import { usageRegister } from "../../report/registers/usage";
import type { StackOutputs } from "../../schema/generated/stack-outputs";
import type { Site } from "../../schema/site";
import type { Language } from "../../text";
import { writeAtomically } from "../atomic-write";
import { unusable } from "../command-error";
import { type CommandSpec, formatOption } from "../command-spec";
import type { Context } from "../context";
import { DATA_OPTIONS, outputsFile, usageFile } from "../documents/read-data";
import { STACK_OPTIONS } from "../engine/engine-options";
import { pastUpdates } from "../engine/past-updates";
import { readStackOutputs } from "../engine/read-outputs";
import { openSite, siteFolder } from "../site";
import { usageOnRecord } from "../usage/on-record";

const FORMATS = ["text", "markdown", "csv", "json", "xlsx"] as const;
type Format = (typeof FORMATS)[number];
const ENDINGS: Record<Format, string> = {
  text: "txt",
  markdown: "md",
  csv: "csv",
  json: "json",
  xlsx: "xlsx",
};

export const reportCommand: CommandSpec = {
  name: "report",
  summary: {
    id: "cetak register: konfigurasi, IP dan subdomain, aset, pemeliharaan, penggunaan, buku agenda",
    en: "print a register: configuration, IP and subdomain, assets, maintenance, usage, agenda book",
  },
  details: {
    id: "Isinya dari keluaran stack dan permohonan; tidak ada yang diketik dua kali. assets dengan --out juga menggambar setiap rak (SVG). xlsx ditulis ke berkas. Nama orang tidak dimuat, hanya jabatan.",
    en: "From stack outputs and requests; nothing is typed twice. assets with --out draws each rack, too (SVG). xlsx is written to a file. It names positions, not persons.",
  },
  examples: [
    "titip report agenda",
    "titip report addresses --format csv > ip.csv",
    "titip report assets --format xlsx --out out/register",
    "titip report usage --usage usage.json --format markdown",
  ],
  arguments: [{ name: "<register>", text: { id: REGISTER_NAMES.join(", "), en: REGISTER_NAMES.join(", ") } }],
  options: [
    formatOption([...FORMATS]),
    {
      flags: "--out <dir>",
      text: {
        id: "folder hasil (xlsx tanpa --out: out/)",
        en: "folder to write to (xlsx without --out: out/)",
      },
    },
    ...DATA_OPTIONS,
    ...STACK_OPTIONS,
  ],
  run: async (context, { arguments: [name = ""], options }) => {
    const register = registerName(name);
    const { site } = openSite(siteFolder(context, options.stack as string | undefined));
    const table = await makeTable(context, site, register, options);
    const format = options.format as Format;
    const content = await contentOf(table, format, context.lang);
    if (options.out === undefined && typeof content === "string") printContent(context, format, content);
    else writeRegister(context, site, table, format, content, String(options.out ?? "out"));
    return 0;
  },
};

/** CSV ends its lines with CR LF, which no terminal is shown otherwise; its cells are made printable before. */
function printContent(context: Context, format: Format, content: string): void {
  const text = content.slice(0, -1); // both add the line feed
  if (format === "csv") context.command(text);
  else context.print(text);
}

function registerName(name: string): RegisterName {
  const known = REGISTER_NAMES.find((register) => register === name);
  if (known) return known;
  throw unusable({
    id: `register '${name}' tidak ada; yang ada: ${REGISTER_NAMES.join(", ")}`,
    en: `there is no register '${name}'; there are: ${REGISTER_NAMES.join(", ")}`,
  });
}

async function makeTable(
  context: Context,
  site: Site,
  register: RegisterName,
  options: Record<string, unknown>,
): Promise<RegisterTable> {
  switch (register) {
    case "configuration":
      return configurationRegister(await outputsOf(context, options));
    case "addresses":
      return addressRegister(await outputsOf(context, options));
    case "assets":
      return assetRegister(site);
    case "maintenance":
      return maintenanceRegister(site, context.lang, await pastUpdates(context, site, options));
    case "agenda":
      return agendaRegister(site, context.lang);
    case "usage":
      if (typeof options.usage !== "string" && (site.records?.usage.length ?? 0) > 0)
        return usageRegister(site, usageOnRecord(site));
      if (typeof options.usage !== "string")
        throw unusable(
          {
            id: "register penggunaan memerlukan records/usage, atau --usage <file>",
            en: "the usage register needs records/usage, or --usage <file>",
          },
          {
            id: "kumpulkan dengan 'titip usage collect', atau buat dengan 'titip usage --format json --out usage.json'",
            en: "collect it with 'titip usage collect', or make it with 'titip usage --format json --out usage.json'",
          },
        );
      return usageRegister(site, usageFile(context, options.usage));
  }
}

async function outputsOf(context: Context, options: Record<string, unknown>): Promise<StackOutputs> {
  return typeof options.outputs === "string"
    ? outputsFile(context, options.outputs)
    : readStackOutputs(context, options);
}

async function contentOf(table: RegisterTable, format: Format, lang: Language): Promise<string | Uint8Array> {
  switch (format) {
    case "text":
      return `${registerAsText(table, lang)}\n`;
    case "markdown":
      return `${registerAsMarkdown(table, lang)}\n`;
    case "csv":
      return registerAsCsv(table, lang);
    case "json":
      return `${jsonText(registerAsData(table, lang))}\n`;
    case "xlsx":
      return registerAsXlsx(table, lang);
  }
}

function writeRegister(
  context: Context,
  site: Site,
  { register }: RegisterTable,
  format: Format,
  content: string | Uint8Array,
  out: string,
): void {
  const folder = resolve(context.root, out);
  makeFolders(folder);
  const write = (name: string, bytes: string | Uint8Array) => {
    writeAtomically(join(folder, name), bytes);
    context.print(join(folder, name));
  };
  write(`${register}.${ENDINGS[format]}`, content);
  if (register !== "assets") return;
  for (const rack of rackViews(site)) write(`rack-${rack.key}.svg`, `${rackElevation(rack, context.lang)}\n`);
}
