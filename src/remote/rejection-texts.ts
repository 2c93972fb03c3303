import type { Text } from "../text";
import { BACKUP_TEXTS } from "./rejection-texts-backup";
import { CONTAINER_TEXTS } from "./rejection-texts-container";
import { DATABASE_TEXTS } from "./rejection-texts-database";
import { GATEWAY_TEXTS } from "./rejection-texts-gateway";
import { LIMITS_TEXTS } from "./rejection-texts-limits";
import { TLS_TEXTS } from "./rejection-texts-tls";
import { USAGE_TEXTS } from "./rejection-texts-usage";

type Fields = Record<string, string>;
type Texts = (fields: Fields) => { what: Text; remedy: Text };

const AGAIN: Text = { id: "perbaiki, lalu jalankan lagi", en: "mend it, then run again" };

function texts(what: Text, remedy: Text = AGAIN): Texts {
  return () => ({ what, remedy });
}

const REQUEST_DATA: Text = {
  id: "perbaiki data permohonan atau alokasinya (titip assess), lalu jalankan lagi",
  en: "mend the request's data or its allocation (titip assess), then run again",
};

const LOOK_AT_LOG: Text = {
  id: "perbaiki yang disebut Apache di atas (lihat juga /var/log/apache2/error.log), lalu jalankan lagi",
  en: "mend what Apache names above (see /var/log/apache2/error.log too), then run again",
};

const CANNOT_WRITE = texts(
  { id: "server tidak dapat menulis berkas", en: "the server cannot write a file" },
  {
    id: "periksa ruang disk dan sistem berkas (df -h, dmesg), lalu jalankan lagi",
    en: "check disk space and file systems (df -h, dmesg), then run again",
  },
);

/** What each error code of `titip-host` means to whoever runs `titip up`. */
export const REJECTION_TEXTS: Record<string, Texts> = {
  locked: ({ owner = "?", pid = "?", since = "?" }) => ({
    what: {
      id: `server sedang dikunci oleh ${owner} (pid ${pid} di server, sejak ${since})`,
      en: `the server is locked by ${owner} (pid ${pid} on the server, since ${since})`,
    },
    remedy: {
      id: "tunggu sampai selesai atau hentikan proses itu, lalu jalankan lagi",
      en: "wait until it has finished or end that process, then run again",
    },
  }),
  fenced: texts(
    {
      id: "sesi ini terlalu lama diam dan kuncinya diambil alih",
      en: "this session was silent for too long and its lock was taken over",
    },
    { id: "jalankan lagi", en: "run again" },
  ),
  configtest: texts(
    { id: "Apache menolak konfigurasi situs ini", en: "Apache refuses this site's configuration" },
    LOOK_AT_LOG,
  ),
  "apache-broken": texts(
    {
      id: "konfigurasi Apache di server sudah rusak sebelum perubahan ini; Apache yang berjalan tidak disentuh",
      en: "Apache's configuration on the server was already broken before this change; the running Apache was left alone",
    },
    {
      id: "perbaiki berkas yang disebut Apache di atas (apache2ctl configtest), lalu jalankan lagi",
      en: "mend the file that Apache names above (apache2ctl configtest), then run again",
    },
  ),
  "reload-died": texts(
    {
      id: "Apache mati ketika memuat situs ini dan sudah dijalankan kembali dengan konfigurasi sebelumnya",
      en: "Apache died when it loaded this site and was started again with the configuration before",
    },
    LOOK_AT_LOG,
  ),
  "apache-died": texts(
    {
      id: "Apache mati ketika memuat ulang dan sudah dijalankan kembali dengan konfigurasi sebelumnya",
      en: "Apache died in the reload and was started again with the configuration before",
    },
    LOOK_AT_LOG,
  ),
  "not-served": texts(
    {
      id: "situs tidak disajikan oleh Apache setelah dimuat ulang",
      en: "the site is not served by Apache after the reload",
    },
    {
      id: "cari virtual host lain yang menangkap nama atau alamatnya (apache2ctl -S), lalu jalankan lagi",
      en: "look for another virtual host that catches its name or address (apache2ctl -S), then run again",
    },
  ),
  "neighbour-changed": texts(
    {
      id: "situs lain yang tidak disentuh menjawab berbeda setelah dimuat ulang",
      en: "a site that was not touched answers otherwise after the reload",
    },
    LOOK_AT_LOG,
  ),
  "apache-down": texts(
    { id: "Apache tidak berjalan di server", en: "Apache is not running on the server" },
    {
      id: "jalankan Apache (systemctl start apache2) dan perbaiki sebab matinya, lalu jalankan lagi",
      en: "start Apache (systemctl start apache2), mend why it was down, then run again",
    },
  ),
  "conf-refused": texts(
    {
      id: "konfigurasi situs memuat baris yang tidak diizinkan titip-host di server",
      en: "the site's configuration holds a line that titip-host on the server does not allow",
    },
    {
      id: "samakan versi titip-host di server dengan versi Titip ini; bila sudah sama, laporkan baris itu",
      en: "bring titip-host on the server to the version of this Titip; if it is, report the line",
    },
  ),
  "name-taken": texts(
    {
      id: "nama situs sudah disajikan virtual host lain di server",
      en: "the site's name is already served by another virtual host on the server",
    },
    {
      id: "pilih subdomain lain, atau pindahkan virtual host lama itu terlebih dahulu",
      en: "choose another subdomain, or move that older virtual host away first",
    },
  ),
  "account-taken": texts(
    { id: "akun Unix sudah dipakai pihak lain", en: "the Unix account belongs to somebody else" },
    REQUEST_DATA,
  ),
  "account-differs": texts(
    {
      id: "situs ini sudah memiliki akun lain; akun situs tidak diganti di tempat",
      en: "the site has another account already; a site's account is not exchanged in place",
    },
    {
      id: "kembalikan alokasi semula, atau hapus dahulu situsnya (isinya diarsipkan)",
      en: "restore the allocation as it was, or remove the site first (its files are archived)",
    },
  ),
  "uid-taken": texts(
    { id: "uid sudah dipakai pihak lain", en: "the uid belongs to somebody else" },
    REQUEST_DATA,
  ),
  "bad-uid": texts(
    {
      id: "uid di luar rentang UID_FROM–UID_TO server",
      en: "the uid is outside of the server's UID_FROM–UID_TO",
    },
    {
      id: "samakan /etc/titip/host.conf dengan datacenter/allocation.yaml",
      en: "bring /etc/titip/host.conf and datacenter/allocation.yaml in line",
    },
  ),
  "address-taken": texts(
    { id: "alamat IP sudah dipakai pihak lain", en: "the IP address belongs to somebody else" },
    REQUEST_DATA,
  ),
  "address-missing": texts(
    {
      id: "server tidak memiliki alamat bersama itu",
      en: "the server does not carry that shared address",
    },
    {
      id: "periksa address server di datacenter/servers.yaml terhadap `ip address` di server",
      en: "check the server's address in datacenter/servers.yaml against `ip address` on the server",
    },
  ),
  "folder-refused": texts(
    {
      id: "di tempat folder situs atau catatannya ada hal lain",
      en: "something else stands where the site's folder or its logs should be",
    },
    {
      id: "periksa dan pindahkan yang disebut di atas, lalu jalankan lagi",
      en: "look at what is named above and move it away, then run again",
    },
  ),
  archive: texts(
    {
      id: "arsip situs tidak dapat dibuat, maka situs tidak dihapus",
      en: "the site could not be archived, so it was not removed",
    },
    {
      id: "sediakan ruang di /var/lib/titip/archive, lalu jalankan lagi",
      en: "make room in /var/lib/titip/archive, then run again",
    },
  ),
  "undo-failed": texts(
    {
      id: "perubahan yang terputus sebelumnya belum dapat dibatalkan",
      en: "an earlier interrupted change could not be undone yet",
    },
    {
      id: "perbaiki yang disebut di atas; jurnalnya /var/lib/titip/journal; lalu jalankan lagi",
      en: "mend what is named above; its journal is /var/lib/titip/journal; then run again",
    },
  ),
  cleanup: texts(
    {
      id: "perubahan sudah berlaku, tetapi sisa situs yang dihapus belum bersih",
      en: "the change is live, but what is left of removed sites is not cleared away yet",
    },
    {
      id: "perbaiki yang disebut di atas, lalu jalankan lagi: berkas yang tersisa tetap diarsipkan dahulu",
      en: "mend what is named above, then run again: what is left is still archived first",
    },
  ),
  "not-set-up": texts(
    { id: "server belum disiapkan", en: "the server is not set up" },
    {
      id: "jalankan `titip-host setup` sebagai root di server",
      en: "run `titip-host setup` as root on the server",
    },
  ),
  "wrong-role": texts(
    { id: "server tidak berperan untuk ini", en: "the server does not have the role for this" },
    {
      id: "samakan ROLE di /etc/titip/host.conf dengan datacenter/servers.yaml",
      en: "bring ROLE in /etc/titip/host.conf and datacenter/servers.yaml in line",
    },
  ),
  io: CANNOT_WRITE,
  folders: CANNOT_WRITE,
  accounts: CANNOT_WRITE,
  addresses: CANNOT_WRITE,
  ...GATEWAY_TEXTS,
  ...LIMITS_TEXTS,
  ...DATABASE_TEXTS,
  ...CONTAINER_TEXTS,
  ...TLS_TEXTS,
  ...USAGE_TEXTS,
  ...BACKUP_TEXTS,
};

export const UNKNOWN_REJECTION: Texts = texts({
  id: "server menolak perubahan ini",
  en: "the server refused this change",
});
