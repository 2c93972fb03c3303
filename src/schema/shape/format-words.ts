import type { Text } from "../../text";

/**
 * How a text must be written, by the definition (or property) whose `pattern` or `format` it failed:
 * the last name in the schema's path. A test sees to it that none is missing.
 */
export const formatWords: Readonly<Record<string, Text>> = {
  key: {
    id: "huruf kecil, angka dan tanda hubung, diawali huruf",
    en: "lower-case letters, digits and hyphens, beginning with a letter",
  },
  line: {
    id: "satu baris teks, tanpa spasi di awal dan akhir",
    en: "one line of text, without spaces around it",
  },
  prose: { id: "teks yang tidak kosong", en: "a text that is not empty" },
  date: { id: "tanggal: TTTT-BB-HH", en: "a date: YYYY-MM-DD" },
  timestamp: {
    id: "tanggal dan jam dengan selisih zona waktu: TTTT-BB-HHTjj:mm:dd+07:00",
    en: "date and time with the offset from UTC: YYYY-MM-DDThh:mm:ss+07:00",
  },
  ipv4: { id: "alamat IPv4", en: "an IPv4 address" },
  ipv6: { id: "alamat IPv6, huruf kecil", en: "an IPv6 address, lower case" },
  target: {
    id: "http://, alamat IPv4, titik dua dan porta, seperti http://10.20.40.10:8080",
    en: "http://, an IPv4 address, a colon and a port, like http://10.20.40.10:8080",
  },
  directory: {
    id: "alamat https dari direktori ACME",
    en: "the https address of an ACME directory",
  },
  sha256: { id: "64 digit heksadesimal huruf kecil", en: "64 lower-case hexadecimal digits" },
  domainName: {
    id: "nama domain lengkap, huruf kecil, tanpa titik di akhir",
    en: "a full domain name, lower case, without a dot at its end",
  },
  size: {
    id: "bilangan bulat, spasi, dan MiB, GiB atau TiB",
    en: "a whole number, a space, and MiB, GiB or TiB",
  },
  rate: {
    id: "bilangan bulat, spasi, dan kbit/s, Mbit/s atau Gbit/s",
    en: "a whole number, a space, and kbit/s, Mbit/s or Gbit/s",
  },
  power: { id: "bilangan, spasi, dan W atau kW", en: "a number, a space, and W or kW" },
  apparentPower: {
    id: "bilangan bulat, spasi, dan VA atau kVA",
    en: "a whole number, a space, and VA or kVA",
  },
  heat: {
    id: "bilangan bulat, spasi, dan W, kW atau BTU/h",
    en: "a whole number, a space, and W, kW or BTU/h",
  },
  weight: { id: "bilangan, spasi, dan kg", en: "a number, a space, and kg" },
  length: { id: "bilangan bulat, spasi, dan mm atau cm", en: "a whole number, a space, and mm or cm" },
  percent: { id: "bilangan 1 sampai 100, spasi, dan %", en: "a number from 1 to 100, a space, and %" },
  feed: {
    id: "huruf, angka dan tanda hubung, diawali huruf",
    en: "letters, digits and hyphens, beginning with a letter",
  },
  time_zone: {
    id: "nama zona waktu IANA seperti Asia/Jakarta, atau selisih seperti +07:00",
    en: "the IANA name of a time zone like Asia/Jakarta, or an offset like +07:00",
  },
  clock: {
    id: 'jam di antara tanda kutip, dari "00:00" sampai "24:00"',
    en: 'a time of day in quotation marks, from "00:00" to "24:00"',
  },
  duration: {
    id: "bilangan bulat, spasi, dan minutes, hours atau days",
    en: "a whole number, a space, and minutes, hours or days",
  },
  id: {
    id: "HST-, tahun, tanda hubung, nomor urut empat digit",
    en: "HST-, the year, a hyphen, a number of four digits",
  },
  requestId: {
    id: "HST- atau COL-, tahun, tanda hubung, nomor urut empat digit",
    en: "HST- or COL-, the year, a hyphen, a number of four digits",
  },
  month: {
    id: 'bulan di antara tanda kutip, seperti "2026-11"',
    en: 'a month in quotation marks, like "2026-11"',
  },
  hour: {
    id: 'jam di antara tanda kutip, seperti "01:30"',
    en: 'a time of day in quotation marks, like "01:30"',
  },
  repository: {
    id: "folder di server itu, atau sftp://pengguna@host/folder",
    en: "a folder on the server itself, or sftp://user@host/folder",
  },
  databaseName: {
    id: "id permohonan dengan garis bawah, seperti hst_2026_0007",
    en: "the request's id with underscores, like hst_2026_0007",
  },
  sftpKey: {
    id: "kunci publik SSH seperti isi berkas .pub: jenis, base64, dan bila perlu satu kata keterangan",
    en: "a public SSH key as in a .pub file: type, base64 and, if wanted, one word of comment",
  },
  image: {
    id: "image sebuah registry dengan sidiknya: host/nama@sha256: dan 64 digit heksadesimal",
    en: "an image of a registry with its digest: host/name@sha256: and 64 hexadecimal digits",
  },
  environmentValue: { id: "satu baris teks", en: "one line of text" },
  volumes: {
    id: "jalur folder dari akar, huruf kecil, seperti /data atau /var/unggahan",
    en: "a folder's path from the root, lower case, like /data or /var/uploads",
  },
  zone_id: {
    id: "32 digit heksadesimal huruf kecil dari halaman ikhtisar zona di Cloudflare",
    en: "32 lower-case hexadecimal digits from the zone's overview page at Cloudflare",
  },
  nip: { id: "NIP 18 digit, di antara tanda kutip", en: "18 digits (NIP), in quotation marks" },
  phone: { id: "nomor telepon, di antara tanda kutip", en: "a telephone number, in quotation marks" },
  email: { id: "alamat surel", en: "an e-mail address" },
  host: { id: "nama host atau alamat IP", en: "a host name or an IP address" },
  user: { id: "nama akun Unix", en: "the name of a Unix account" },
  host_key: {
    id: "kunci publik SSH: jenis, spasi, base64 (isi berkas ssh_host_ed25519_key.pub)",
    en: "an SSH public key: type, a space, base64 (as in ssh_host_ed25519_key.pub)",
  },
  prefix: {
    id: "jaringan dan panjang prefiks, seperti 10.20.30.0/24",
    en: "network and prefix length, like 10.20.30.0/24",
  },
  pattern: { id: "ekspresi reguler (ECMAScript)", en: "a regular expression (ECMAScript)" },
  reserved: { id: "satu label nama domain, huruf kecil", en: "one label of a domain name, lower case" },
  mac: {
    id: "alamat MAC: enam pasang digit heksadesimal huruf kecil, dipisah titik dua",
    en: "a MAC address: six pairs of lower-case hexadecimal digits, separated by colons",
  },
  colocationId: {
    id: "COL-, tahun, tanda hubung, nomor urut empat digit",
    en: "COL-, the year, a hyphen, a number of four digits",
  },
  digest: {
    id: "sha256: dan 64 digit heksadesimal huruf kecil",
    en: "sha256: and 64 lower-case hexadecimal digits",
  },
  age: { id: "bilangan bulat, spasi, dan days", en: "a whole number, a space, and days" },
  account: {
    id: "nama akun di forge tanpa @: huruf, angka, titik, garis bawah dan tanda hubung",
    en: "the name of an account on the forge without @: letters, digits, dots, underscores and hyphens",
  },
  signingKey: {
    id: "kunci publik SSH seperti isi berkas .pub: jenis dan base64",
    en: "a public SSH key as in a .pub file: type and base64",
  },
  text: { id: "teks yang tidak kosong", en: "a text that is not empty" },
  stepName: {
    id: "makna langkah: huruf kecil, angka dan garis bawah",
    en: "the meaning of a step: lower-case letters, digits and underscores",
  },
  path: {
    id: "kunci-kunci dipisah titik, seperti steps.decision.result",
    en: "keys joined by dots, like steps.decision.result",
  },
  logo: {
    id: "nama berkas PNG atau JPEG di datacenter/",
    en: "the name of a PNG or JPEG file in datacenter/",
  },
  stepKey: {
    id: "huruf kecil dan garis bawah, diawali huruf",
    en: "lower-case letters and underscores, beginning with a letter",
  },
};

/** Words for the definition that a schema path such as `common.json#/$defs/size/pattern` leads to. */
export function wordsForSchemaPath(schemaPath: string): Text | undefined {
  const names = schemaPath.split("/").slice(0, -1);
  const name = names.findLast((part) => part !== "items" && part !== "propertyNames");
  return name !== undefined && Object.hasOwn(formatWords, name) ? formatWords[name] : undefined;
}
