// Generated from schema/tls.json by scripts/generate-types.mjs. Do not edit: run `npm run generate`.

/**
 * datacenter/tls.yaml: how sites are served over https. Without the file none is.
 */
export interface TlsFile {
  tls: Tls;
}
/**
 * Certificates of sites.
 */
export interface Tls {
  /**
   * What sites get whose request does not say: acme (a certificate by ACME, RFC 8555), certificate (one that an administrator put on the web server) or none (http only).
   */
  default: "none" | "acme" | "certificate";
  /**
   * Directory URL of the certificate authority (RFC 8555 section 7.1.1); needed for acme. Each web server must allow the same one: ACME in its /etc/titip/host.conf.
   */
  directory?: string;
  /**
   * Seconds for which browsers insist on https once they were there (RFC 6797); 63072000, two years, when absent; 0: they do not.
   */
  hsts?: number;
  /**
   * `titip due` shows certificates that end within so many days; 20 when absent. ACME certificates are renewed when a third of their time is left.
   */
  warn?: number;
}
