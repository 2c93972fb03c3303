import { printable } from "../printable";
import type { RegisterEntry } from "../schema/generated/stack-outputs";
import type { Language, Text } from "../text";
import { dateText } from "./date-text";
import { markdownCode, markdownTable } from "./markdown";
import { textTable } from "./text-table";

/** The procedure's record 2, "Data IP dan Sub Domain": who holds which address under which name. */

const TITLE: Text = { id: "Data IP dan Subdomain", en: "IP and subdomain register" };
const NONE: Text = { id: "Belum ada alamat yang dipakai.", en: "No address is in use yet." };

const HEADING = {
  id: ["Alamat IP", "Nama", "Jenis", "Permohonan", "Instansi", "Server", "Sejak"],
  en: ["IP address", "Name", "Type", "Request", "Agency", "Server", "Since"],
};

const TYPES: Record<string, Text> = {
  address: { id: "utama", en: "address" },
  alias: { id: "nama lain", en: "alias" },
};

/** Rows in the heading's order, sorted by address as a number, main names first. */
export function registerRows(register: readonly RegisterEntry[], lang: Language): string[][] {
  return [...register]
    .sort(compareEntries)
    .map((entry) =>
      [
        entry.ip,
        entry.name,
        TYPES[entry.type]?.[lang] ?? entry.type,
        entry.request,
        entry.agency,
        entry.server,
        entry.since ? dateText(entry.since, lang) : "–",
      ].map(printable),
    );
}

export function renderRegisterText(register: readonly RegisterEntry[], lang: Language): string {
  const title = `${TITLE[lang]}\n${"=".repeat(TITLE[lang].length)}`;
  const rows = registerRows(register, lang);
  return `${title}\n\n${rows.length === 0 ? NONE[lang] : textTable(HEADING[lang], rows)}`;
}

export function renderRegisterMarkdown(register: readonly RegisterEntry[], lang: Language): string {
  const rows = registerRows(register, lang).map((row) => row.map(markdownCode));
  return `## ${TITLE[lang]}\n\n${rows.length === 0 ? NONE[lang] : markdownTable(HEADING[lang], rows)}`;
}

/** By address as a number, main names first. */
export function compareEntries(a: RegisterEntry, b: RegisterEntry): number {
  const order: [string | number, string | number][] = [
    [addressNumber(a.ip), addressNumber(b.ip)],
    [a.request, b.request],
    [a.type, b.type],
    [a.name, b.name],
  ];
  for (const [left, right] of order) if (left !== right) return left < right ? -1 : 1;
  return 0;
}

/** IPv4 as a number, so that .9 stands before .10; anything else goes last. */
function addressNumber(ip: string): number {
  const parts = ip.split(".").map(Number);
  const valid = parts.length === 4 && parts.every((part) => part >= 0 && part <= 255);
  return valid ? parts.reduce((sum, part) => sum * 256 + part, 0) : Number.POSITIVE_INFINITY;
}
