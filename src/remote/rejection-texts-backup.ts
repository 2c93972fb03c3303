import type { Text } from "../text";

type Texts = () => { what: Text; remedy: Text };

function texts(what: Text, remedy: Text): Texts {
  return () => ({ what, remedy });
}

const CONFIGURE: Text = {
  id: "pasang keluaran 'titip backup config' sebagai /etc/titip/backup.conf di server (docs/backup.md)",
  en: "install the output of 'titip backup config' as /etc/titip/backup.conf on the server (docs/backup.md)",
};

/** Error codes of backups and restores. */
export const BACKUP_TEXTS: Record<string, Texts> = {
  "backup-off": texts(
    { id: "server ini belum membuat cadangan", en: "this server makes no backups yet" },
    CONFIGURE,
  ),
  "backup-conf": texts(
    {
      id: "pengaturan cadangan di server ini keliru",
      en: "the settings of backups on this server are wrong",
    },
    CONFIGURE,
  ),
  "backup-busy": texts(
    {
      id: "cadangan lain masih berjalan di server ini",
      en: "another backup is still running on this server",
    },
    { id: "tunggu sampai selesai, lalu jalankan lagi", en: "wait until it has finished, then run again" },
  ),
  "backup-repository": texts(
    { id: "repositori cadangan tidak dapat dibuka", en: "the repository of backups cannot be opened" },
    {
      id: "periksa tempat, ruang, kunci SSH dan /etc/titip/backup.key menurut kata-kata restic di atas",
      en: "look at place, space, SSH key and /etc/titip/backup.key, by restic's words above",
    },
  ),
  "backup-failed": texts(
    {
      id: "pencadangan gagal; cadangan yang sudah ada tetap utuh",
      en: "the backup failed; those that there are stay whole",
    },
    {
      id: "perbaiki yang disebut di atas, lalu jalankan lagi",
      en: "mend what is named above, then run again",
    },
  ),
  "backup-none": texts(
    { id: "tidak ada cadangan sampai waktu itu", en: "there is no backup from then or before" },
    { id: "lihat 'titip backup list'", en: "see 'titip backup list'" },
  ),
  "restore-site": texts(
    { id: "situs ini tidak ada di server", en: "this site is not on the server" },
    { id: "jalankan 'titip up' dahulu, lalu pulihkan lagi", en: "run 'titip up' first, then restore again" },
  ),
  "restore-failed": texts(
    { id: "cadangan tidak dapat dikembalikan", en: "the backup could not be put back" },
    {
      id: "periksa ruang disk dan kata-kata di atas, atau pilih cadangan lain dengan --at",
      en: "look at the disk's space and the words above, or choose another backup with --at",
    },
  ),
};
