import type { Text } from "../text";

type Texts = () => { what: Text; remedy: Text };

function texts(what: Text, remedy: Text): Texts {
  return () => ({ what, remedy });
}

const LOOK_AT_ENGINE: Text = {
  id: "periksa mesin basis data di server (log-nya, ruang disk), lalu jalankan lagi",
  en: "look at the database engine on the server (its log, disk space), then run again",
};

/** Error codes of the database server's verbs, and of those that bring its secrets to sites. */
export const DATABASE_TEXTS: Record<string, Texts> = {
  "engine-down": texts(
    { id: "mesin basis data tidak menjawab", en: "the database engine does not answer" },
    {
      id: "jalankan mesin basis data di server (systemctl status mariadb postgresql), lalu jalankan lagi",
      en: "start the database engine on the server (systemctl status mariadb postgresql), then run again",
    },
  ),
  "bad-database": texts(
    {
      id: "basis data ini tidak boleh diminta dari server ini",
      en: "this database may not be asked for on this server",
    },
    {
      id: "samakan ENGINES dan CLIENTS di /etc/titip/host.conf dengan datacenter/servers.yaml, atau ulangi titip assess",
      en: "bring ENGINES and CLIENTS in /etc/titip/host.conf and datacenter/servers.yaml in line, or run titip assess again",
    },
  ),
  "database-taken": texts(
    {
      id: "basis data atau pengguna dengan nama ini milik pihak lain",
      en: "a database or user of this name belongs to somebody else",
    },
    {
      id: "ulangi titip assess untuk mendapat nama lain, lalu mintakan persetujuan lagi",
      en: "run titip assess again for another name and have it approved again",
    },
  ),
  "database-differs": texts(
    {
      id: "permohonan ini sudah memiliki basis data dengan nama atau mesin lain di server ini",
      en: "this request already has a database of another name or engine on this server",
    },
    {
      id: "kembalikan nama dan mesin semula, atau hapus yang lama lebih dahulu",
      en: "go back to the former name and engine, or have the old one deleted first",
    },
  ),
  "database-refused": texts(
    { id: "mesin basis data menolak perubahan ini", en: "the database engine refuses this change" },
    LOOK_AT_ENGINE,
  ),
  "database-not-enforced": texts(
    {
      id: "yang dibaca ulang dari mesin basis data berbeda dari yang diminta",
      en: "what was read back from the database engine is not what was asked for",
    },
    {
      id: "cari siapa yang mengubahnya pada saat yang sama, lalu jalankan lagi",
      en: "look for whoever changes it at the same time, then run again",
    },
  ),
  "hba-refused": texts(
    {
      id: "PostgreSQL menolak pg_hba.conf; berkas itu sudah dikembalikan",
      en: "PostgreSQL refuses pg_hba.conf; the file was put back",
    },
    {
      id: "perbaiki baris yang disebut di atas di pg_hba.conf, lalu jalankan lagi",
      en: "mend the line named above in pg_hba.conf, then run again",
    },
  ),
  "site-missing": texts(
    {
      id: "situs permohonan ini belum ada di server web, jadi rahasianya tidak dapat disampaikan",
      en: "the web server has no site of this request yet, so its secret cannot be delivered",
    },
    { id: "terapkan situsnya dahulu, lalu jalankan lagi", en: "apply the site first, then run again" },
  ),
  "bad-secret": texts(
    { id: "rahasia ini tidak berbentuk yang sah", en: "this secret is not of a valid form" },
    { id: "laporkan sebagai kesalahan Titip", en: "report it as a mistake of Titip's" },
  ),
};
