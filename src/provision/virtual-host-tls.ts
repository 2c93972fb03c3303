import { isIP } from "node:net";

/** How a site is served over https. */
export interface VirtualHostTls {
  /** Where its certificate comes from: an authority that speaks ACME, or files that an administrator put on the server. */
  mode: "acme" | "certificate";
  /** Directory URL of the ACME authority (RFC 8555 section 7.1.1). */
  directory?: string;
  /** Seconds for which browsers insist on https (RFC 6797); 0: they are not told to. */
  hsts: number;
}

const DIRECTORY =
  /^https:\/\/[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[1-9][0-9]{0,4})?(?:\/[A-Za-z0-9._~-]+)*\/?$/;

/** Mozilla's intermediate profile, guideline 5.7, but for the curves, which OpenSSL 3 has so by itself. */
const INTERMEDIATE = [
  "  SSLEngine on",
  "  SSLProtocol -all +TLSv1.2 +TLSv1.3",
  `  SSLCipherSuite ${[
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256",
    "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384",
    "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305",
    "DHE-RSA-AES128-GCM-SHA256:DHE-RSA-AES256-GCM-SHA384:DHE-RSA-CHACHA20-POLY1305",
  ].join(":")}`,
  "  SSLHonorCipherOrder off",
  "  SSLSessionTickets off",
];

/** Where a web server keeps what decides how much of a site's TLS part is in force; `server/titip-host` writes it. */
function tlsFile(
  request: string,
  name: "acme" | `${VirtualHostTls["mode"]}-ready` | "certificate.pem" | "key.pem",
): string {
  return `/etc/apache2/titip/tls/${request}/${name}`;
}

/** The values that must not reach Apache, by their path in the inputs. */
export function refusedTls(tls: VirtualHostTls): { property: string; found: string }[] {
  const { mode, directory = "", hsts } = tls;
  const checks: [string, string, boolean][] = [
    ["tls.mode", mode, mode === "acme" || mode === "certificate"],
    ["tls.directory", directory, mode !== "acme" || (directory.length <= 200 && DIRECTORY.test(directory))],
    ["tls.hsts", String(hsts), Number.isInteger(hsts) && hsts >= 0 && hsts <= 99_999_999],
  ];
  return checks.flatMap(([property, found, ok]) => (ok ? [] : [{ property, found }]));
}

/**
 * Lines of the host on port 80: once the certificate is served, whoever comes by http is led to https under the same
 * name. Not from the path that proves which text is served; challenges of ACME mod_md answers before anything else.
 */
export function redirectToHttps(request: string, { mode }: VirtualHostTls): string[] {
  return [
    `  <IfFile "${tlsFile(request, `${mode}-ready`)}">`,
    '    <LocationMatch "^/(?![.]well-known/titip/)">',
    '      Redirect permanent "https://%{SERVER_NAME}%{REQUEST_URI}"',
    "    </LocationMatch>",
    "  </IfFile>",
  ];
}

/**
 * What stands behind the host on port 80. `<IfFile>` asks at each (re)load, so one text serves before and after the
 * certificate is there: without it Apache sees nothing of this, and the site is as if it had no TLS at all. titip-host
 * renders the same lines (`expected_tls`) and accepts no others.
 *
 * @param names all names of the site, the main one first
 * @param listen address part of the host's line, with port 80
 * @param inner every line of the host on port 80 but the redirect
 */
export function tlsPart(
  request: string,
  tls: VirtualHostTls,
  names: readonly string[],
  { listen, inner }: { listen: string; inner: readonly string[] },
): string[] {
  const members = `  <MDomainSet ${names.join(" ")}>`;
  const acme = [
    `    MDCertificateAuthority "${tls.directory}"`,
    "    MDMembers manual",
    "    MDRenewMode always",
  ];
  const files = [
    `    MDCertificateFile "${tlsFile(request, "certificate.pem")}"`,
    `    MDCertificateKeyFile "${tlsFile(request, "key.pem")}"`,
    "    MDMembers manual",
    "    MDRenewMode manual",
  ];
  const hsts = `    Header always set Strict-Transport-Security "max-age=${tls.hsts}"`;
  return [
    `<IfFile "${tlsFile(request, tls.mode === "acme" ? "acme" : "certificate-ready")}">`,
    members,
    ...(tls.mode === "acme" ? acme : files),
    "    MDStapling on",
    "  </MDomainSet>",
    "</IfFile>",
    `<IfFile "${tlsFile(request, `${tls.mode}-ready`)}">`,
    `<VirtualHost ${listen.replaceAll(":80", ":443")}>`,
    ...INTERMEDIATE,
    ...(tls.hsts > 0 ? ["  <IfModule headers_module>", hsts, "  </IfModule>"] : []),
    ...inner,
    "</VirtualHost>",
    "</IfFile>",
  ];
}

/** What a virtual host of ours says of its TLS. */
export function parseTls(text: string): VirtualHostTls | undefined {
  const hsts = Number(/Strict-Transport-Security "max-age=(\d+)"/.exec(text)?.[1] ?? 0);
  const directory = /^ {4}MDCertificateAuthority "(\S+)"$/m.exec(text)?.[1];
  if (directory !== undefined) return { mode: "acme", directory, hsts };
  return /^ {4}MDCertificateFile "/m.test(text) ? { mode: "certificate", hsts } : undefined;
}

/** The host's line says all its addresses: those of IPv6 in brackets. */
export function listenOn(address: { ip: string; dedicated: boolean; ipv6?: string }): string {
  if (!address.dedicated) return "*:80";
  const addresses = [address.ip, ...(address.ipv6 === undefined ? [] : [address.ipv6])];
  return addresses.map((ip) => `${isIP(ip) === 6 ? `[${ip}]` : ip}:80`).join(" ");
}
