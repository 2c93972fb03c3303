import { allocationOf } from "../schema/request-life";
import type { ServiceRequest } from "../schema/site";
import type { Language, Text } from "../text";
import type { About } from "./about";
import type { Line, Part, Section } from "./model";

const LABELS: Readonly<Record<string, Text>> = {
  server: { id: "Server", en: "Server" },
  network: { id: "Jaringan", en: "Network" },
  ipv4: { id: "Alamat IPv4", en: "IPv4 address" },
  ipv6: { id: "Alamat IPv6", en: "IPv6 address" },
  uid: { id: "Nomor akun (uid)", en: "Account number (uid)" },
  rack: { id: "Rak", en: "Rack" },
  unit: { id: "Unit rak", en: "Rack unit" },
  face: { id: "Sisi", en: "Face" },
  feeds: { id: "Jalur listrik", en: "Power feeds" },
  switch: { id: "Switch", en: "Switch" },
  port: { id: "Port", en: "Port" },
  vlan: { id: "VLAN", en: "VLAN" },
  gateway: { id: "Gerbang", en: "Gateway" },
  database: { id: "Basis data", en: "Database" },
  container: { id: "Kontainer", en: "Container" },
};

/** What each new service is given: address, server, uid; rack, unit, feeds, port. */
export function allocationSection(all: readonly About[], lang: Language): Section | undefined {
  const title = { id: "Alokasi", en: "Allocation" }[lang];
  const parts = all.flatMap(({ request, fate }) =>
    request && fate === "created" ? [...allocated(request, lang)] : [],
  );
  return parts.length > 0 ? { title, parts } : undefined;
}

function allocated(request: ServiceRequest, lang: Language): Part[] {
  const pin = allocationOf(request);
  if (!pin) return [];
  const columns = { id: ["Yang diberikan", "Nilai"], en: ["What is given", "Value"] }[lang];
  const rows = Object.entries(pin).map(([key, value]): Line[] => [
    [LABELS[key]?.[lang] ?? key],
    [{ code: shown(value) }],
  ]);
  return [
    { kind: "heading", text: request.id },
    { kind: "table", columns: columns.map((title) => ({ title, align: "left" })), rows },
  ];
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return value.map(shown).join(", ");
  if (typeof value === "object" && value !== null)
    return Object.entries(value)
      .map(([key, inner]) => `${key} ${shown(inner)}`)
      .join(", ");
  return String(value);
}
