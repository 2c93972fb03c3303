import type { Text } from "../../text";

export const SEE_DOCS: Text = { id: "lihat docs/production.md", en: "see docs/production.md" };

const SETUP: Text = {
  id: "jalankan 'titip-host setup' sebagai root di server itu",
  en: "run 'titip-host setup' as root on that server",
};

/** Remedies for the checks that `titip-host` makes of its own server, by their names. */
export const FIXES: Record<string, Text> = {
  "host.conf": {
    id: "tulis /etc/titip/host.conf (docs/production.md)",
    en: "write /etc/titip/host.conf (docs/production.md)",
  },
  apache2: { id: "systemctl start apache2", en: "systemctl start apache2" },
  live: SETUP,
  include: {
    id: "pasang server/zzz-titip.conf di /etc/apache2/sites-enabled/, lalu apache2ctl graceful",
    en: "install server/zzz-titip.conf in /etc/apache2/sites-enabled/, then apache2ctl graceful",
  },
  "include-last": {
    id: "ganti nama berkas sesudah zzz-titip.conf di sites-enabled: berkas Titip harus terakhir",
    en: "rename the file after zzz-titip.conf in sites-enabled: Titip's must be the last",
  },
  rotation: {
    id: "apt install logrotate; pasang server/titip.logrotate sebagai /etc/logrotate.d/titip",
    en: "apt install logrotate; install server/titip.logrotate as /etc/logrotate.d/titip",
  },
  interface: {
    id: "perbaiki INTERFACE di /etc/titip/host.conf (lihat 'ip link')",
    en: "mend INTERFACE in /etc/titip/host.conf (see 'ip link')",
  },
  tls: {
    id: "a2enmod ssl md, lalu apache2ctl restart (docs/tls.md)",
    en: "a2enmod ssl md, then apache2ctl restart (docs/tls.md)",
  },
  tools: { id: "apt install bind9-dnsutils", en: "apt install bind9-dnsutils" },
  key: {
    id: "buat /etc/titip/ddns.key dengan tsig-keygen (docs/production.md)",
    en: "make /etc/titip/ddns.key with tsig-keygen (docs/production.md)",
  },
  named: { id: "systemctl start named", en: "systemctl start named" },
  nft: { id: "apt install nftables", en: "apt install nftables" },
  colocation: {
    id: "tulis COLOCATION=JARINGAN/PANJANG di /etc/titip/host.conf, lalu jalankan 'titip-host setup'",
    en: "write COLOCATION=NETWORK/LENGTH in /etc/titip/host.conf, then run 'titip-host setup'",
  },
  forwarding: {
    id: "tulis net.ipv4.ip_forward=1 di /etc/sysctl.d/titip.conf, lalu sysctl --system",
    en: "write net.ipv4.ip_forward=1 in /etc/sysctl.d/titip.conf, then sysctl --system",
  },
  "default-deny": {
    id: "cari siapa yang mengubah tabel ip titip, lalu jalankan 'titip-host firewall' atau 'titip up'",
    en: "look for whoever changed the table ip titip, then run 'titip-host firewall' or 'titip up'",
  },
  clients: {
    id: "tulis CLIENTS=<jaringan server web> di /etc/titip/host.conf (docs/databases.md)",
    en: "write CLIENTS=<network of the web servers> in /etc/titip/host.conf (docs/databases.md)",
  },
  mariadb: {
    id: "jalankan MariaDB: systemctl start mariadb; atau hapus mariadb dari ENGINES di /etc/titip/host.conf",
    en: "start MariaDB: systemctl start mariadb; or take mariadb out of ENGINES in /etc/titip/host.conf",
  },
  postgresql: {
    id: "jalankan PostgreSQL: systemctl start postgresql; atau hapus postgresql dari ENGINES di /etc/titip/host.conf",
    en: "start PostgreSQL: systemctl start postgresql; or take postgresql out of ENGINES in /etc/titip/host.conf",
  },
  "symbolic-links": {
    id: "tulis symbolic-links = OFF untuk mariadbd, lalu jalankan ulang MariaDB (docs/databases.md)",
    en: "write symbolic-links = OFF for mariadbd, then restart MariaDB (docs/databases.md)",
  },
};
