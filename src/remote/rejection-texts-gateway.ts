import type { Text } from "../text";

type Texts = () => { what: Text; remedy: Text };

function texts(what: Text, remedy: Text): Texts {
  return () => ({ what, remedy });
}

const RUN_AGAIN: Text = {
  id: "cari siapa yang mengubah nftables di gerbang pada saat yang sama, lalu jalankan lagi",
  en: "look for whoever changes nftables on the gateway at the same time, then run again",
};

/** Error codes of the gateway's verbs. */
export const GATEWAY_TEXTS: Record<string, Texts> = {
  "bad-address": texts(
    {
      id: "alamat ini tidak boleh diminta dari server ini",
      en: "this address may not be asked for on this server",
    },
    {
      id: "samakan ADDRESSES atau COLOCATION di /etc/titip/host.conf dengan datacenter/networks.yaml",
      en: "bring ADDRESSES or COLOCATION in /etc/titip/host.conf and datacenter/networks.yaml in line",
    },
  ),
  "bad-rule": texts(
    {
      id: "aturan akses tidak berbentuk protokol, porta dan jaringan yang sah",
      en: "an access is not a valid protocol, port and network",
    },
    {
      id: "perbaiki `access` dalam permohonan, lalu mintakan persetujuan lagi",
      en: "mend `access` in the request and have it approved again",
    },
  ),
  "firewall-refused": texts(
    { id: "nftables menolak aturan permohonan ini", en: "nftables refuses this request's rules" },
    {
      id: "perbaiki yang disebut nftables di atas, lalu jalankan lagi",
      en: "mend what nftables names above, then run again",
    },
  ),
  "firewall-broken": texts(
    {
      id: "nftables menolak tabel Titip, bukan karena satu permohonan",
      en: "nftables refuses Titip's table, through no request's fault",
    },
    {
      id: "periksa COLOCATION dan OUTBOUND di /etc/titip/host.conf (jaringan yang tumpang tindih?), lalu jalankan lagi",
      en: "check COLOCATION and OUTBOUND in /etc/titip/host.conf (networks that overlap?), then run again",
    },
  ),
  "firewall-load": texts(
    {
      id: "kernel gerbang tidak menerima tabel yang sudah lulus uji",
      en: "the gateway's kernel does not take the table that passed the test",
    },
    {
      id: "periksa nft dan log kernel di gerbang (dmesg), lalu jalankan lagi",
      en: "check nft and the kernel's log on the gateway (dmesg), then run again",
    },
  ),
  "not-enforced": texts(
    {
      id: "aturan yang dibaca ulang dari kernel berbeda dari yang diminta",
      en: "the rules read back from the kernel are not those asked for",
    },
    RUN_AGAIN,
  ),
  "foreign-changed": texts(
    {
      id: "tabel nftables milik pihak lain berubah selama penerapan",
      en: "somebody else's nftables tables changed during the apply",
    },
    RUN_AGAIN,
  ),
};
