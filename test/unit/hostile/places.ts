import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { parse } from "yaml";
import { goldenFolder } from "../schema/support/site-folder";

type Data = Record<string, unknown>;

const HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const evidence = [{ title: "Lampiran", date: "2026-11-06", sha256: HASH }];

function base(file: string): Data {
  return parse(readFileSync(join(goldenFolder, "_base", file), "utf8")) as Data;
}

/** A small site in which every optional field is used, as plain data by file. */
export const SITE: Readonly<Record<string, Data>> = {
  ...Object.fromEntries(
    ["agencies", "allocation", "officers"].map((topic) => [
      `datacenter/${topic}.yaml`,
      base(`datacenter/${topic}.yaml`),
    ]),
  ),
  "datacenter/servers.yaml": withFullServer(),
  "datacenter/networks.yaml": withDescriptions(),
  "datacenter/zones.yaml": base("datacenter/zones.yaml"),
  "datacenter/contacts.yaml": withPhone(),
  "requests/hosting/HST-2026-0001.yaml": approved(),
  "requests/hosting/HST-2026-0002.yaml": rejected(),
  "requests/hosting/HST-2026-0003.yaml": closed(),
};

function withFullServer(): Data {
  const file = base("datacenter/servers.yaml") as { servers: Record<string, { ssh: Data } & Data> };
  const { web1 } = file.servers;
  if (web1) {
    web1.capacity = { sites: 400, storage: "2 TiB", memory: "64 GiB", bandwidth: "1 Gbit/s" };
    web1.ssh.port = 22;
  }
  return file;
}

function withDescriptions(): Data {
  const file = base("datacenter/networks.yaml") as { networks: Record<string, Data> };
  for (const network of Object.values(file.networks))
    Object.assign(network, { description: "Untuk apa", vlan: 30 });
  return file;
}

function withPhone(): Data {
  const file = base("datacenter/contacts.yaml") as { contacts: Record<string, Data> };
  Object.assign(file.contacts["dinkes-it"] ?? {}, {
    nip: "198106242006042011",
    phone: "+62 231 555 0101",
    email: "it@dinkes.example",
  });
  return file;
}

function approved(): Data {
  const data = base("requests/hosting/HST-2026-0001.yaml") as { steps: Record<string, Data> } & Data;
  for (const step of Object.values(data.steps)) Object.assign(step, { note: "Catatan", evidence });
  return data;
}

function rejected(): Data {
  const letter = { number: "1/2", date: "2026-11-06", sha256: HASH };
  return {
    ...approved(),
    id: "HST-2026-0002",
    subdomain: "rapor",
    aliases: ["nilai"],
    resources: {
      storage: "20 GiB",
      memory: "2 GiB",
      bandwidth: "20 Mbit/s",
      database: { engine: "mariadb", size: "1 GiB" },
    },
    steps: {
      request: {
        at: "2026-11-10T08:02:00+07:00",
        by: "dinkes",
        recorded_by: "staf-dc",
        letter,
        note: "n",
        evidence,
      },
      registration: { at: "2026-11-10T08:05:00+07:00", by: "bagian-umum", agenda: "2/XI/2026" },
      disposition: { at: "2026-11-10T08:07:00+07:00", by: "kepala-dinas", to: "kabid-aplikasi" },
      assessment: {
        at: "2026-11-10T08:12:00+07:00",
        by: "kabid-aplikasi",
        feasible: false,
        reason: "Tidak cukup",
      },
      decision: {
        at: "2026-11-10T08:40:00+07:00",
        by: "kabid-aplikasi",
        result: "rejected",
        reason: "Tidak layak",
        letter,
      },
    },
  };
}

function closed(): Data {
  const text = JSON.stringify(approved())
    .replaceAll("2026-11-09T", "2026-11-11T")
    .replaceAll("HST-2026-0001", "HST-2026-0003")
    .replaceAll("simpus", "arsip")
    .replaceAll("epuskesmas", "naskah")
    .replaceAll("1187/XI/2026", "1190/XI/2026")
    .replaceAll("10.20.30.100", "10.20.30.105")
    .replaceAll("20001", "20003");
  const data = JSON.parse(text) as { steps: Data } & Data;
  data.steps.closure = {
    at: "2026-11-12T08:00:00+07:00",
    by: "kabid-aplikasi",
    reason: "Tidak dipakai lagi",
    letter: { number: "3/4", date: "2026-11-11", sha256: HASH },
    note: "n",
  };
  return data;
}

/** Where a hostile value is put. */
export interface Place {
  file: string;
  path: readonly (string | number)[];
  /** The value there, the key that leads to it, or a field beside it that nobody asked for. */
  what: "value" | "key" | "new key";
}

function places(file: string, data: unknown, path: readonly (string | number)[] = []): Place[] {
  if (typeof data !== "object" || data === null) return [{ file, path, what: "value" }];
  return Object.entries(data).flatMap(([key, value]) => {
    const step = Array.isArray(data) ? Number(key) : key;
    const here = [...path, step];
    const keys: Place[] = Array.isArray(data)
      ? []
      : [
          { file, path: here, what: "key" },
          { file, path: here, what: "new key" },
        ];
    return [...keys, ...places(file, value, here)];
  });
}

/** Every place of the site. Free text is drawn more often: it is what survives. */
const ALL: readonly Place[] = Object.entries(SITE).flatMap(([file, data]) => places(file, data));
const FREE = /^(name|short|title|note|reason|number|agenda|description)$/;
const FREE_TEXT = ALL.filter(({ path, what }) => what === "value" && FREE.test(String(path.at(-1))));

export const place: fc.Arbitrary<Place> = fc.oneof(fc.constantFrom(...ALL), fc.constantFrom(...FREE_TEXT));

/** The file as people write it: blocks of fields, lists on one line. */
export function plainText(data: unknown, indent = ""): string {
  return Object.entries(data as Data)
    .map(([key, value]) => {
      const nested = typeof value === "object" && value !== null && !Array.isArray(value);
      return nested
        ? `${indent}${key}:\n${plainText(value, `${indent}  `)}`
        : `${indent}${key}: ${flow(value)}\n`;
    })
    .join("");
}

function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([key, inner]) => `${key}: ${flow(inner)}`)
    .join(", ")} }`;
}

/** How a value stands in the YAML: the way an editor's escapes, a careless hand, or quotes of the other kind write it. */
export type Style = "escaped" | "double" | "single" | "raw";
export const style: fc.Arbitrary<Style> = fc.constantFrom("escaped", "double", "single", "raw");

const MARK = "\u0001here\u0001";

/** The file's text with the value at its place. JSON is YAML. */
export function textWith({ file, path, what }: Place, value: string, written: Style): string {
  const json = JSON.stringify(put(SITE[file], path, what), null, 1);
  return json.replace(JSON.stringify(MARK), () => writtenAs(value, written));
}

function writtenAs(value: string, style: Style): string {
  switch (style) {
    case "escaped":
      return JSON.stringify(value).replace(/[^\x20-\x7e]/g, (unit) => `\\u${hex(unit)}`);
    case "double":
      return JSON.stringify(value);
    case "single":
      return `'${value.replaceAll("'", "''")}'`;
    case "raw":
      return value;
  }
}

function hex(unit: string): string {
  return unit.charCodeAt(0).toString(16).padStart(4, "0");
}

function put(data: unknown, [step, ...rest]: readonly (string | number)[], what: Place["what"]): unknown {
  if (step === undefined) return MARK;
  if (Array.isArray(data)) return data.map((item, index) => (index === step ? put(item, rest, what) : item));
  const entries = Object.entries(data as Data);
  return Object.fromEntries(
    entries.flatMap(([key, value]) => {
      if (key !== step) return [[key, value]];
      if (rest.length > 0 || what === "value") return [[key, put(value, rest, what)]];
      return what === "key"
        ? [[MARK, value]]
        : [
            [key, value],
            [MARK, "x"],
          ];
    }),
  );
}
