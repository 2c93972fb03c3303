import type { PlannedAction } from "../plan/plan";
import type { Text } from "../text";
import type { Fate } from "./about";

const ACTIONS: Readonly<Record<PlannedAction, Text>> = {
  create: { id: "dibuat", en: "created" },
  update: { id: "diubah", en: "changed" },
  replace: { id: "diganti", en: "replaced" },
  delete: { id: "dihapus", en: "deleted" },
};

export function actionText(action: PlannedAction): Text {
  return ACTIONS[action];
}

/** Heads of property paths as officials call them. */
const PROPERTIES: Readonly<Record<string, Text>> = {
  access: { id: "akses yang dibuka", en: "opened access" },
  account: { id: "akun", en: "account" },
  address: { id: "alamat", en: "address" },
  addresses: { id: "alamat", en: "addresses" },
  closed: { id: "penutupan", en: "closing" },
  configuration: { id: "berkas konfigurasi", en: "configuration file" },
  connections: { id: "koneksi", en: "connections" },
  image: { id: "citra", en: "image" },
  "limits.bandwidth": { id: "batas bandwidth", en: "bandwidth limit" },
  "limits.memory": { id: "batas memori", en: "memory limit" },
  "limits.storage": { id: "batas penyimpanan", en: "storage limit" },
  limits: { id: "batas", en: "limits" },
  php: { id: "PHP", en: "PHP" },
  proxy: { id: "server tujuan", en: "server behind" },
  records: { id: "data DNS", en: "DNS records" },
  serverAliases: { id: "nama lain", en: "further names" },
  serverName: { id: "nama utama", en: "main name" },
  sftp: { id: "kunci SFTP", en: "SFTP keys" },
  size: { id: "ukuran", en: "size" },
  suspended: { id: "penghentian sementara", en: "suspension" },
  title: { id: "nama aplikasi", en: "name of the application" },
  tls: { id: "https", en: "https" },
};

/** What a property path is about; the path itself where there is no word for it. */
export function propertyText(path: string): Text {
  const [head = path] = path.split(/[.[]/);
  return PROPERTIES[path] ?? PROPERTIES[head] ?? { id: path, en: path };
}

const FATES: Readonly<Record<Fate, Text>> = {
  created: { id: "baru", en: "new" },
  changed: { id: "berubah", en: "changed" },
  suspended: { id: "dihentikan sementara", en: "suspended" },
  resumed: { id: "diaktifkan kembali", en: "resumed" },
  closed: { id: "ditutup", en: "closed" },
  removed: { id: "dihapus", en: "removed" },
};

export function fateText(fate: Fate): Text {
  return FATES[fate];
}
