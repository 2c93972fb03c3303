import type { Text } from "../text";

type Texts = () => { what: Text; remedy: Text };

function texts(what: Text, remedy: Text): Texts {
  return () => ({ what, remedy });
}

/** Error codes of the counting of usage; whatever was counted before stays. */
export const USAGE_TEXTS: Record<string, Texts> = {
  "usage-busy": texts(
    {
      id: "sesi lain masih menghitung penggunaan di server ini",
      en: "another session is still counting usage on this server",
    },
    { id: "tunggu sebentar, lalu jalankan lagi", en: "wait a while, then run again" },
  ),
  "usage-state": texts(
    {
      id: "berkas hitungan situs ini di server rusak, maka tidak dilanjutkan",
      en: "the site's file of counts on the server is damaged, so it was not gone on with",
    },
    {
      id: "pulihkan berkas di atas dari cadangan; tanpa cadangan, hapus: yang masih ada di catatan akses dihitung ulang",
      en: "restore the file above from a backup; without one remove it: what the access logs still hold is counted anew",
    },
  ),
  "usage-failed": texts(
    {
      id: "catatan akses situs ini tidak dapat dihitung",
      en: "the site's access log could not be counted",
    },
    {
      id: "periksa awk, perl, gzip dan sha256sum serta memori di server, lalu jalankan lagi",
      en: "look at awk, perl, gzip and sha256sum and the memory of the server, then run again",
    },
  ),
};
