import { APPROVAL_STATUS } from "../approval-words";
import { printable } from "../printable";
import type { HostingConfiguration, StackOutputs } from "../schema/generated/stack-outputs";
import type { Language, Text } from "../text";
import { dateText, timeText } from "./date-text";
import { markdownCode, markdownTable, markdownText } from "./markdown";
import { textFields } from "./text-table";

/** The procedure's record 1, "Data konfigurasi hosting": what each hosting was given, from the stack outputs. */
export interface ConfigurationSection {
  request: string;
  application: string;
  fields: { label: string; values: string[] }[];
}

const TITLE: Text = { id: "Data Konfigurasi Hosting", en: "Hosting configuration" };
const NONE: Text = {
  id: "Belum ada hosting yang dibuat.",
  en: "No hosting has been created yet.",
};

/** The report as data, sorted by request id. */
export function configurationSections(
  configurations: StackOutputs["configurations"],
  lang: Language,
): ConfigurationSection[] {
  return Object.values(configurations)
    .sort((a, b) => compare(a.request, b.request))
    .map((configuration) => ({
      request: printable(configuration.request),
      application: printable(configuration.application),
      fields: FIELDS.map((field) => ({
        label: field.label[lang],
        values: field.values(configuration, lang).map(printable),
      })).filter((field) => field.values.length > 0),
    }));
}

export function renderConfigurationText(
  configurations: StackOutputs["configurations"],
  lang: Language,
): string {
  const sections = configurationSections(configurations, lang);
  const title = `${TITLE[lang]}\n${"=".repeat(TITLE[lang].length)}`;
  if (sections.length === 0) return `${title}\n\n${NONE[lang]}`;
  const parts = sections.map((section) => {
    const fields = section.fields.map(({ label, values }): [string, string[]] => [label, values]);
    return `${section.request}  ${section.application}\n${textFields(fields, "  ")}`;
  });
  return [title, ...parts].join("\n\n");
}

export function renderConfigurationMarkdown(
  configurations: StackOutputs["configurations"],
  lang: Language,
): string {
  const sections = configurationSections(configurations, lang);
  const heading = lang === "id" ? ["Butir", "Isi"] : ["Item", "Value"];
  const parts = sections.map((section) => {
    const rows = section.fields.map(({ label, values }) => [label, values.map(markdownCode).join("<br>")]);
    const title = `### ${markdownText(section.request)} · ${markdownText(section.application)}`;
    return `${title}\n\n${markdownTable(heading, rows)}`;
  });
  return [`## ${TITLE[lang]}`, ...(parts.length > 0 ? parts : [NONE[lang]])].join("\n\n");
}

interface Field {
  label: Text;
  /** One line each; none leaves the field out. */
  values(configuration: HostingConfiguration, lang: Language): string[];
}

const CLASSIFICATIONS: Record<string, Text> = {
  public: { id: "publik", en: "public" },
  limited: { id: "terbatas", en: "limited" },
  restricted: { id: "rahasia", en: "restricted" },
};

const ADDRESS_KINDS = {
  dedicated: { id: "khusus untuk hosting ini", en: "dedicated to this hosting" },
  shared: { id: "bersama hosting lain", en: "shared with other hostings" },
};

const FIELDS: Field[] = [
  { label: { id: "Instansi", en: "Agency" }, values: (c) => [c.agency] },
  { label: { id: "Jenis aplikasi", en: "Runtime" }, values: (c) => [c.runtime] },
  {
    label: { id: "Klasifikasi", en: "Classification" },
    values: (c, lang) => [CLASSIFICATIONS[c.classification]?.[lang] ?? c.classification],
  },
  { label: { id: "Alamat situs", en: "Site address" }, values: (c) => [c.url] },
  { label: { id: "Nama domain", en: "Domain name" }, values: (c) => [c.serverName] },
  { label: { id: "Nama lain", en: "Aliases" }, values: (c) => [...c.aliases] },
  { label: { id: "Server web", en: "Web server" }, values: (c) => [c.server] },
  {
    label: { id: "Alamat IP", en: "IP address" },
    values: (c, lang) =>
      [c.address.ip, ...(c.address.ipv6 === undefined ? [] : [c.address.ipv6])].map(
        (ip) => `${ip} (${ADDRESS_KINDS[c.address.dedicated ? "dedicated" : "shared"][lang]})`,
      ),
  },
  {
    label: { id: "Akun Unix", en: "Unix account" },
    values: (c) => [`${c.account.name} (uid ${c.account.uid})`],
  },
  { label: { id: "Folder dokumen", en: "Document root" }, values: (c) => [c.documentRoot] },
  { label: { id: "SFTP", en: "SFTP" }, values: ({ sftp }, lang) => sftpLines(sftp, lang) },
  { label: { id: "Log akses", en: "Access log" }, values: (c) => [c.logs.access] },
  { label: { id: "Log galat", en: "Error log" }, values: (c) => [c.logs.error] },
  { label: { id: "Berkas konfigurasi", en: "Configuration file" }, values: (c) => [c.configFile] },
  { label: { id: "Server nama", en: "Name server" }, values: (c) => [c.nameServers.join(", ")] },
  {
    label: { id: "Data DNS", en: "DNS records" },
    values: (c) => c.records.map((r) => `${r.name} ${r.ttl} ${r.type} ${r.value}`),
  },
  {
    label: { id: "Sumber daya", en: "Resources" },
    values: ({ resources: r }, lang) => [
      lang === "id"
        ? `penyimpanan ${r.storage}, memori ${r.memory}, bandwidth ${r.bandwidth}`
        : `storage ${r.storage}, memory ${r.memory}, bandwidth ${r.bandwidth}`,
    ],
  },
  {
    label: { id: "Sertifikat", en: "Certificate" },
    values: ({ certificate }, lang) => (certificate ? [certificateLine(certificate, lang)] : []),
  },
  {
    label: { id: "Kontainer", en: "Container" },
    values: ({ container }) =>
      container ? [`${container.name} @ ${container.server} (${container.address})`, container.image] : [],
  },
  {
    label: { id: "Basis data", en: "Database" },
    values: ({ database }, lang) => databaseLines(database, lang),
  },
  {
    label: { id: "Masa layanan", en: "Term" },
    values: ({ term }, lang) => [
      `${dateText(term.from, lang)} ${lang === "id" ? "s.d." : "to"} ${dateText(term.until, lang)}`,
    ],
  },
  {
    label: { id: "Dihentikan sementara", en: "Suspended" },
    values: ({ suspended }, lang) =>
      suspended ? [`${timeText(suspended.since, lang)}: ${suspended.reason}`] : [],
  },
  { label: { id: "Persetujuan", en: "Approval" }, values: (c, lang) => approvalLines(c, lang) },
];

function certificateLine(
  { served, until, issuer }: NonNullable<HostingConfiguration["certificate"]>,
  lang: Language,
): string {
  if (!served) return WAITING[lang];
  return `${issuer}, ${lang === "id" ? "sampai" : "until"} ${timeText(until, lang)}`;
}

const WAITING: Text = {
  id: "belum ada: situs dilayani lewat http",
  en: "none yet: the site is served over http",
};

/** Account and address, then one key on each line. */
function sftpLines(sftp: HostingConfiguration["sftp"], lang: Language): string[] {
  if (!sftp) return [];
  const port = sftp.port === 22 ? "" : `, ${lang === "id" ? "porta" : "port"} ${sftp.port}`;
  return [`${sftp.user}@${sftp.host}${port}`, ...sftp.keys];
}

/** Everything but the password, which the application reads from a file of its own server. */
function databaseLines(database: HostingConfiguration["database"], lang: Language): string[] {
  if (!database) return [];
  const { engine, name, server, host, user, size, connections, characterSet, collation } = database;
  const words =
    lang === "id"
      ? ["pengguna", "koneksi", "sandi", "versi"]
      : ["user", "connections", "password", "version"];
  return [
    `${engine} ${name} @ ${server} (${host}), ${words[0]} ${user}`,
    `${size}, ${connections} ${words[1]}, ${characterSet} ${collation}`,
    `${words[2]}: ${database.secretFile} (${words[3]} ${database.passwordVersion})`,
    ...(database.writable ? [] : [FULL[lang]]),
  ];
}

const FULL: Text = {
  id: "melebihi ukurannya: tidak menerima data baru",
  en: "over its size: takes nothing more in",
};

const APPROVALS: Record<HostingConfiguration["approval"]["status"], Text> = {
  ...APPROVAL_STATUS,
  "assumed for preview": { id: "diandaikan untuk rencana ini", en: "assumed for this preview" },
};

/** Who, when, by which letter; and how far that has been verified. */
function approvalLines({ approval }: HostingConfiguration, lang: Language): string[] {
  const letter = approval.letter
    ? `, ${lang === "id" ? "surat permohonan" : "request letter"} ${approval.letter}`
    : "";
  const who = approval.by ? [`${approval.by}, ${timeText(approval.at, lang)}${letter}`] : [];
  return [...who, APPROVALS[approval.status][lang]];
}

/** Order that no locale changes. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
