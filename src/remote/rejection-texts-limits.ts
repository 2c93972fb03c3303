import type { Text } from "../text";

type Texts = () => { what: Text; remedy: Text };

const SET_UP: Text = {
  id: "siapkan server menurut docs/limits.md, atau hapus dari `limits` server di datacenter/servers.yaml",
  en: "set the server up as docs/limits.md says, or leave it out of the server's `limits` in datacenter/servers.yaml",
};
const SAME_VERSION: Text = {
  id: "samakan versi titip-host di server dengan versi Titip ini",
  en: "bring titip-host on the server to the version of this Titip",
};

function texts(what: Text, remedy: Text): Texts {
  return () => ({ what, remedy });
}

/** Codes of what a site has beside its virtual host: sections 30-web-extras and 37 to 39 of titip-host. */
export const LIMITS_TEXTS: Record<string, Texts> = {
  "extra-refused": texts(
    {
      id: "titip-host di server tidak mengenal bagian situs ini",
      en: "titip-host on the server does not know this part of a site",
    },
    SAME_VERSION,
  ),
  "pool-refused": texts(
    {
      id: "pool PHP memuat baris yang tidak diizinkan titip-host",
      en: "the PHP pool holds a line that titip-host does not allow",
    },
    SAME_VERSION,
  ),
  "php-missing": texts(
    { id: "server tidak mempunyai php-fpm", en: "the server has no php-fpm" },
    {
      id: "pasang php-fpm di server (docs/limits.md), atau hapus php dari `runtimes` server",
      en: "install php-fpm on the server (docs/limits.md), or leave php out of the server's `runtimes`",
    },
  ),
  "php-test": texts(
    { id: "php-fpm menolak pool situs ini", en: "php-fpm refuses this site's pool" },
    {
      id: "perbaiki yang disebut php-fpm di atas, lalu jalankan lagi",
      en: "mend what php-fpm names above, then run again",
    },
  ),
  "php-start": texts(
    { id: "php-fpm situs ini tidak dapat dijalankan", en: "the site's php-fpm cannot be started" },
    {
      id: "lihat /var/log/titip/<permohonan>/php.log di server, lalu jalankan lagi",
      en: "look into /var/log/titip/<request>/php.log on the server, then run again",
    },
  ),
  limits: texts(
    {
      id: "kernel server tidak dapat membatasi proses situs ini",
      en: "the server's kernel cannot bind the site's processes",
    },
    SET_UP,
  ),
  "storage-unsupported": texts(
    {
      id: "server belum disiapkan untuk membatasi penyimpanan",
      en: "the server is not set up to bind storage",
    },
    SET_UP,
  ),
  "storage-quota": texts(
    {
      id: "kuota akun situs tidak dapat dipasang",
      en: "the quota of the site's account cannot be set",
    },
    SET_UP,
  ),
  "storage-image": texts(
    {
      id: "sistem berkas situs tidak dapat dibuat, diubah atau dipasang",
      en: "the site's own file system cannot be made, changed or mounted",
    },
    {
      id: "bila isinya tidak muat, beri penyimpanan lebih besar; selain itu periksa yang disebut di atas",
      en: "where its files do not fit, allot more storage; else look at what is named above",
    },
  ),
  "sftp-refused": texts(
    { id: "kunci SFTP bukan kunci yang dikenal", en: "an SFTP key is of no known form" },
    { id: "perbaiki access.sftp pada permohonan", en: "mend access.sftp of the request" },
  ),
  "sftp-missing": texts(
    {
      id: "sshd server belum disiapkan untuk SFTP",
      en: "the server's sshd is not set up for SFTP",
    },
    {
      id: "jalankan `titip-host setup` sebagai root di server",
      en: "run `titip-host setup` as root on the server",
    },
  ),
};
