import { officialWord } from "../../documents/official-words";
import type { RegisterEntry, StackOutputs } from "../../schema/generated/stack-outputs";
import { compareEntries } from "../register";
import { type ColumnOf, type RegisterTable, tableOf } from "./register-table";

const COLUMNS: ColumnOf<RegisterEntry>[] = [
  ["ip", "Alamat IP", "IP address", "text", ({ ip }) => ip],
  ["name", "Nama", "Name", "text", ({ name }) => name],
  ["type", "Jenis", "Type", "text", ({ type }) => officialWord(type)],
  ["request", "Permohonan", "Request", "text", ({ request }) => request],
  ["agency", "Instansi", "Agency", "text", ({ agency }) => agency],
  ["server", "Server", "Server", "text", ({ server }) => server],
  ["since", "Sejak", "Since", "date", ({ since }) => since],
];

/** The procedure's record 2, "Data IP dan Sub Domain", by address, from the stack outputs. */
export function addressRegister({ register }: StackOutputs): RegisterTable {
  const title = { id: "Data IP dan Subdomain", en: "IP and subdomain register" };
  return tableOf({ register: "addresses", title, notes: [] }, COLUMNS, [...register].sort(compareEntries));
}
