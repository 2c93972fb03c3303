import type { Kind } from "../../schema/kinds";
import type { Text } from "../../text";

/** How a field of a new request is typed: a definition of schema/common.json, a key of the inventory, or a list. */
export type NewFieldType =
  | {
      definition:
        | "line"
        | "size"
        | "rate"
        | "power"
        | "weight"
        | "length"
        | "heat"
        | "date"
        | "classification"
        | "runtime";
    }
  | { key: "agency" | "contact" | "zone" }
  | { of: readonly string[] }
  | "label"
  | "labels"
  | "count"
  | "lines"
  | "interfaces"
  | "access";

/** A field of a new request: where it stands, its option, how it is asked for. */
export interface NewField {
  /** Path in the request's file. */
  path: readonly string[];
  flags: string;
  question: Text;
  type: NewFieldType;
  required: boolean;
  /** May be given several times. */
  repeatable?: boolean;
}

const field = (
  path: string,
  flags: string,
  type: NewFieldType,
  id: string,
  en: string,
  more: Partial<Pick<NewField, "required" | "repeatable">> = {},
): NewField => ({ path: path.split("."), flags, type, question: { id, en }, required: true, ...more });

const optional = { required: false };
const list = { required: false, repeatable: true };

const WHO: readonly NewField[] = [
  field(
    "applicant.agency",
    "--agency <agency>",
    { key: "agency" },
    "Perangkat daerah pemohon",
    "Requesting agency",
  ),
  field("applicant.contact", "--contact <contact>", { key: "contact" }, "Narahubung", "Contact"),
  field(
    "application.name",
    "--name <name>",
    { definition: "line" },
    "Nama aplikasi",
    "Name of the application",
  ),
];

const CLASSIFICATION = field(
  "application.classification",
  "--classification <classification>",
  { definition: "classification" },
  "Klasifikasi data",
  "Classification of the data",
);

const NAMES: readonly NewField[] = [
  field("zone", "--zone <zone>", { key: "zone" }, "Zona DNS", "DNS zone"),
  field("subdomain", "--subdomain <label>", "label", "Subdomain (satu label)", "Subdomain (one label)"),
  field(
    "aliases",
    "--alias <label>",
    "labels",
    "Nama lain (dipisahkan koma)",
    "Further names (separated by commas)",
    list,
  ),
];

const BANDWIDTH = field(
  "resources.bandwidth",
  "--bandwidth <rate>",
  { definition: "rate" },
  "Bandwidth Internet (mis. 20 Mbit/s)",
  "Internet bandwidth (e.g. 20 Mbit/s)",
);

const TERM: readonly NewField[] = [
  field(
    "term.from",
    "--from <date>",
    { definition: "date" },
    "Hari pertama layanan",
    "First day of the service",
  ),
  field(
    "term.until",
    "--until <date>",
    { definition: "date" },
    "Hari terakhir layanan",
    "Last day of the service",
  ),
];

const HOSTING: readonly NewField[] = [
  ...WHO,
  field("application.runtime", "--runtime <runtime>", { definition: "runtime" }, "Jenis aplikasi", "Runtime"),
  CLASSIFICATION,
  ...NAMES,
  field(
    "resources.storage",
    "--storage <size>",
    { definition: "size" },
    "Penyimpanan (mis. 20 GiB)",
    "Storage (e.g. 20 GiB)",
  ),
  field(
    "resources.memory",
    "--memory <size>",
    { definition: "size" },
    "Memori (mis. 2 GiB)",
    "Memory (e.g. 2 GiB)",
  ),
  BANDWIDTH,
  field(
    "resources.database.engine",
    "--database <engine>",
    { of: ["mariadb", "postgresql"] },
    "Basis data",
    "Database",
    optional,
  ),
  field(
    "resources.database.size",
    "--database-size <size>",
    { definition: "size" },
    "Ukuran basis data",
    "Size of the database",
    optional,
  ),
  ...TERM,
];

const COLOCATION: readonly NewField[] = [
  ...WHO,
  CLASSIFICATION,
  ...NAMES,
  field("server.brand", "--brand <brand>", { definition: "line" }, "Merek server", "Brand of the server"),
  field("server.model", "--model <model>", { definition: "line" }, "Model", "Model"),
  field(
    "server.serial",
    "--serial <serial>",
    { definition: "line" },
    "Nomor seri",
    "Serial number",
    optional,
  ),
  field("server.rack_units", "--rack-units <n>", "count", "Tinggi (U)", "Height (U)"),
  field(
    "server.depth",
    "--depth <length>",
    { definition: "length" },
    "Kedalaman (mis. 750 mm)",
    "Depth (e.g. 750 mm)",
    optional,
  ),
  field(
    "server.weight",
    "--weight <weight>",
    { definition: "weight" },
    "Berat (mis. 18 kg)",
    "Weight (e.g. 18 kg)",
    optional,
  ),
  field(
    "server.power",
    "--power <power>",
    { definition: "power" },
    "Daya paling besar (mis. 750 W)",
    "Power at most (e.g. 750 W)",
  ),
  field(
    "server.power_feeds",
    "--power-feeds <n>",
    "count",
    "Jumlah catu daya redundan",
    "Redundant power supplies",
  ),
  field(
    "server.heat",
    "--heat <heat>",
    { definition: "heat" },
    "Panas (mis. 2560 BTU/h)",
    "Heat (e.g. 2560 BTU/h)",
    optional,
  ),
  field(
    "server.operating_system",
    "--operating-system <os>",
    { definition: "line" },
    "Sistem operasi",
    "Operating system",
  ),
  field(
    "server.software",
    "--software <name>",
    "lines",
    "Perangkat lunak (dipisahkan koma)",
    "Software (separated by commas)",
    {
      required: true,
      repeatable: true,
    },
  ),
  field(
    "server.interfaces",
    "--interface <name,mac,speed>",
    "interfaces",
    "Antarmuka jaringan (mis. eno1,b0:7b:25:aa:01:02,1 Gbit/s; beberapa dipisahkan titik koma)",
    "Network interfaces (e.g. eno1,b0:7b:25:aa:01:02,1 Gbit/s; several separated by semicolons)",
    { required: true, repeatable: true },
  ),
  BANDWIDTH,
  field("resources.addresses", "--addresses <n>", "count", "Jumlah alamat IP", "Number of addresses"),
  field(
    "access",
    "--access <service>",
    "access",
    "Layanan yang boleh dicapai (mis. tcp/443; tcp/22 from 10.20.0.0/16)",
    "Services that may be reached (e.g. tcp/443; tcp/22 from 10.20.0.0/16)",
    { required: true, repeatable: true },
  ),
  ...TERM,
];

/** What is asked of a new request, in the order of its file. */
export const REQUEST_FIELDS: Readonly<Record<Kind, readonly NewField[]>> = {
  hosting: HOSTING,
  colocation: COLOCATION,
};
