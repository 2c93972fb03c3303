import type { Site } from "../../schema/site";
import type { Text } from "../../text";
import { askFor, type Dialogue, type Parsed } from "./dialogue";
import { parseSimple, type SimpleType } from "./simple-values";

interface Part {
  name: string;
  type: SimpleType;
  title: Text;
  required?: boolean;
}

/** A value with parts, or a list of such values, as the procedure's catalogue of fields has them. */
export interface Composed {
  list: boolean;
  title: Text;
  parts: readonly Part[];
}

const part = (name: string, type: SimpleType, id: string, en: string): Part => ({
  name,
  type,
  title: { id, en },
});
const needed = (...given: Parameters<typeof part>): Part => ({ ...part(...given), required: true });

const composed: Readonly<Record<string, Composed>> = {
  period: {
    list: false,
    title: { id: "Masa laporan", en: "Period" },
    parts: [
      needed("from", "date", "Hari pertama", "First day"),
      needed("until", "date", "Hari terakhir", "Last day"),
    ],
  },
  minutes: {
    list: false,
    title: { id: "Berita acara", en: "Minutes" },
    parts: [
      needed("number", "line", "Nomor berita acara", "Number of the minutes"),
      needed("date", "date", "Tanggal berita acara", "Date of the minutes"),
      part(
        "witnesses",
        "lines",
        "Saksi (jabatan, dipisahkan koma)",
        "Witnesses (positions, separated by commas)",
      ),
    ],
  },
  differences: {
    list: false,
    title: { id: "Perbedaan yang diterima", en: "Accepted differences" },
    parts: [
      needed("by", "officer", "Diterima oleh (jabatan)", "Accepted by (position)"),
      needed("reason", "prose", "Alasan", "Reason"),
    ],
  },
  assets: {
    list: true,
    title: { id: "Aset", en: "Asset" },
    parts: [
      needed("number", "line", "Nomor aset", "Asset number"),
      needed("item", "line", "Barang (nama atau nomor seri)", "Item (name or serial number)"),
    ],
  },
  items: {
    list: true,
    title: { id: "Barang", en: "Item" },
    parts: [
      needed("name", "line", "Nama barang", "Name"),
      part("brand", "line", "Merek", "Brand"),
      part("model", "line", "Model", "Model"),
      part("serial", "line", "Nomor seri", "Serial number"),
      part("rack_units", "count", "Tinggi (U)", "Height (U)"),
      part("power", "line", "Daya (mis. 750 W)", "Power (e.g. 750 W)"),
      part("operating_system", "line", "Sistem operasi", "Operating system"),
      part("software", "lines", "Perangkat lunak (dipisahkan koma)", "Software (separated by commas)"),
    ],
  },
};

export function composedOf(type: string): Composed | undefined {
  return Object.hasOwn(composed, type) ? composed[type] : undefined;
}

/** The value of one part, as typed: `--set minutes.date=2026-11-23`. */
export function parsePart(type: string, name: string, text: string, site: Site): Parsed {
  const found = composedOf(type)?.parts.find((one) => one.name === name);
  if (found) return parseSimple(found.type, text, site);
  const known = (composedOf(type)?.parts ?? []).map((one) => one.name).join(", ");
  return {
    wrong: {
      id: `${name} bukan bagiannya; bagiannya: ${known}`,
      en: `it has no part ${name}; its parts: ${known}`,
    },
  };
}

/** Asks for every part; of a list, entry after entry. An empty answer leaves an optional part out. */
export async function askComposed(
  dialogue: Dialogue,
  { list, parts, title }: Composed,
  site: Site,
): Promise<unknown> {
  if (!list) return askParts(dialogue, parts, site);
  const entries: unknown[] = [];
  let more = true;
  while (more) {
    dialogue.tell({ id: `${title.id} ke-${entries.length + 1}`, en: `${title.en} ${entries.length + 1}` });
    entries.push(await askParts(dialogue, parts, site));
    const question = { id: "Ada lagi (ya/tidak)", en: "Another one (yes/no)" };
    more =
      (await askFor(dialogue, question, (answer) => parseSimple("boolean", answer, site), "tidak")) === true;
  }
  return entries;
}

async function askParts(
  dialogue: Dialogue,
  parts: readonly Part[],
  site: Site,
): Promise<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  for (const { name, type, title, required } of parts) {
    const value = await askFor(dialogue, title, (answer) =>
      answer === "" && !required ? { value: undefined } : parseSimple(type, answer, site),
    );
    if (value !== undefined) values[name] = value;
  }
  return values;
}
