import type { Text } from "../text";

type Texts = () => { what: Text; remedy: Text };

/** What titip-host refuses about certificates and sites that are fetched from elsewhere. */
export const TLS_TEXTS: Record<string, Texts> = {
  "tls-directory": () => ({
    what: {
      id: "server ini tidak mengizinkan otoritas sertifikat (ACME) yang diminta",
      en: "this server does not allow the certificate authority (ACME) that was asked for",
    },
    remedy: {
      id: "samakan `directory` pada datacenter/tls.yaml dengan ACME pada /etc/titip/host.conf server",
      en: "make `directory` in datacenter/tls.yaml and ACME in the server's /etc/titip/host.conf the same",
    },
  }),
  "tls-missing": () => ({
    what: {
      id: "virtual host situs ini tidak meminta sertifikat semacam itu",
      en: "the site's virtual host asks for no certificate of that kind",
    },
    remedy: { id: "jalankan titip up sekali lagi", en: "run titip up once more" },
  }),
  "proxy-refused": () => ({
    what: {
      id: "server ini tidak mengizinkan situs diambil dari alamat itu",
      en: "this server does not allow sites to be fetched from that address",
    },
    remedy: {
      id: "tambahkan alamat itu ke PROXY_TARGETS pada /etc/titip/host.conf server, atau perbaiki application.proxy",
      en: "add the address to PROXY_TARGETS in the server's /etc/titip/host.conf, or mend application.proxy",
    },
  }),
};
