import { APPROVAL_STATUS } from "../../approval-words";
import { officialWord } from "../../documents/official-words";
import type {
  Approval,
  ColocationConfiguration,
  HostingConfiguration,
  StackOutputs,
} from "../../schema/generated/stack-outputs";
import type { Text } from "../../text";
import { type ColumnOf, type RegisterTable, tableOf } from "./register-table";

/** One service of either kind; what only the other kind has is not there. */
type Entry = Partial<Omit<HostingConfiguration, "server">> &
  Partial<Omit<ColocationConfiguration, "server">> & {
    request: string;
    agency: string;
    application: string;
    service: string;
    server: string;
    approval: Approval;
    term: { from: string; until: string };
  };

const COLUMNS: ColumnOf<Entry>[] = [
  ["request", "Permohonan", "Request", "text", ({ request }) => request],
  ["application", "Aplikasi", "Application", "text", ({ application }) => application],
  ["service", "Layanan", "Service", "text", ({ service }) => service],
  ["agency", "Instansi", "Agency", "text", ({ agency }) => agency],
  ["runtime", "Jenis aplikasi", "Runtime", "text", ({ runtime }) => runtime],
  ["classification", "Klasifikasi", "Classification", "text", (e) => officialWord(e.classification ?? "")],
  ["name", "Nama domain", "Domain name", "text", ({ serverName }) => serverName],
  ["aliases", "Nama lain", "Aliases", "text", ({ aliases }) => lines(aliases)],
  ["url", "Alamat situs", "Site address", "text", ({ url }) => url],
  ["server", "Server", "Server", "text", ({ server }) => server],
  ["addresses", "Alamat IP", "IP addresses", "text", (e) => addressesOf(e)],
  [
    "place",
    "Rak dan unit",
    "Rack and unit",
    "text",
    (e) => (e.rack ? `${e.rack}, U${e.unit} (${officialWord(e.face ?? "")})` : undefined),
  ],
  ["feeds", "Jalur listrik", "Power feeds", "text", ({ feeds }) => feeds?.join(", ")],
  ["port", "Porta sakelar", "Switch port", "text", (e) => (e.switch ? `${e.switch} ${e.port}` : undefined)],
  ["vlan", "VLAN", "VLAN", "number", ({ vlan }) => vlan],
  ["gateway", "Gerbang", "Gateway", "text", ({ gateway }) => gateway],
  [
    "access",
    "Akses dibuka",
    "Let through",
    "text",
    ({ access }) =>
      lines(access?.map(({ protocol, port, from }) => `${protocol}/${port} ${from.join(", ")}`.trim())),
  ],
  [
    "account",
    "Akun Unix",
    "Unix account",
    "text",
    ({ account }) => account && `${account.name} (uid ${account.uid})`,
  ],
  ["documentRoot", "Folder dokumen", "Document root", "text", ({ documentRoot }) => documentRoot],
  ["logs", "Log", "Logs", "text", ({ logs }) => logs && lines([logs.access, logs.error])],
  ["configFile", "Berkas konfigurasi", "Configuration file", "text", ({ configFile }) => configFile],
  ["nameServers", "Server nama", "Name servers", "text", ({ nameServers }) => nameServers?.join(", ")],
  [
    "records",
    "Data DNS",
    "DNS records",
    "text",
    ({ records }) => lines(records?.map((r) => `${r.name} ${r.ttl} ${r.type} ${r.value}`)),
  ],
  ["storage", "Penyimpanan", "Storage", "text", ({ resources }) => resources?.storage],
  ["memory", "Memori", "Memory", "text", ({ resources }) => resources?.memory],
  ["bandwidth", "Bandwidth", "Bandwidth", "text", (e) => e.resources?.bandwidth ?? e.bandwidth],
  [
    "database",
    "Basis data",
    "Database",
    "text",
    ({ database: d }) => d && lines([`${d.engine} ${d.name} @ ${d.server}`, `${d.size}, ${d.connections}`]),
  ],
  ["from", "Masa layanan dari", "Term from", "date", ({ term }) => term.from],
  ["until", "Masa layanan s.d.", "Term until", "date", ({ term }) => term.until],
  ["approvedBy", "Disetujui oleh", "Approved by", "text", ({ approval }) => approval.by],
  ["approvedAt", "Disetujui pada", "Approved at", "time", ({ approval }) => approval.at],
  ["approval", "Persetujuan", "Approval", "text", ({ approval }) => STATUS[approval.status]],
  ["suspended", "Dihentikan sementara", "Suspended", "text", ({ suspended }) => suspended?.reason],
];

/** The register is an official record in Indonesian; `--lang en` changes its titles. */
const STATUS: Record<Approval["status"], string> = {
  "claimed, not verified": APPROVAL_STATUS["claimed, not verified"].id,
  verified: APPROVAL_STATUS.verified.id,
  "assumed for preview": "diandaikan untuk rencana",
};

/** The procedure's record 1, "Data konfigurasi hosting", and the same for co-location, from the stack outputs. */
export function configurationRegister({ configurations, colocations }: StackOutputs): RegisterTable {
  const hostings = Object.values(configurations).map((one): Entry => ({ ...one, service: "hosting" }));
  const entries = [...hostings, ...serversOf(colocations)];
  return configurationTable(entries, { id: "Data Konfigurasi", en: "Configuration" });
}

/** Co-located servers alone. */
export function colocationRegister({ colocations }: Pick<StackOutputs, "colocations">): RegisterTable {
  const title = { id: "Data Konfigurasi Co-Location", en: "Co-location configuration" };
  return configurationTable(serversOf(colocations), title);
}

function serversOf(colocations: StackOutputs["colocations"]): Entry[] {
  return Object.values(colocations).map(({ server, ...one }) => {
    const words = `${server.brand} ${server.model}${server.serial ? ` (${server.serial})` : ""}`;
    return { ...one, service: "co-location", server: words };
  });
}

function configurationTable(entries: Entry[], title: Text): RegisterTable {
  entries.sort((a, b) => (a.request < b.request ? -1 : 1));
  return tableOf({ register: "configuration", title, notes: [], wide: true }, COLUMNS, entries);
}

function lines(values: readonly string[] | undefined): string | undefined {
  return values?.join("\n");
}

function addressesOf({ address, addresses }: Entry): string | undefined {
  if (!address) return lines(addresses);
  return lines(address.ipv6 === undefined ? [address.ip] : [address.ip, address.ipv6]);
}
