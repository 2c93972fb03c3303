import { isIPv4 } from "node:net";

/** Where a site comes from, when its web server only passes requests on. */
export interface VirtualHostProxy {
  /** `http://ADDRESS:PORT`, without a path: e.g. `http://10.20.40.10:8080`. */
  target: string;
}

const TARGET = /^http:\/\/([0-9.]+):([1-9][0-9]{0,4})$/;

/** The values that must not reach Apache, by their path in the inputs. */
export function refusedProxy({ target }: VirtualHostProxy): { property: string; found: string }[] {
  const [, ip = "", port = ""] = TARGET.exec(target) ?? [];
  return isIPv4(ip) && Number(port) <= 65_535 ? [] : [{ property: "proxy.target", found: target }];
}

/**
 * Lines of a site that is fetched from elsewhere (mod_proxy_http). What a visitor claims about where a request came from
 * is thrown away; the application is told what Apache knows. No WebSockets: without `upgrade=` mod_proxy passes none
 * on. `retry=0`: a server behind that comes back is asked at once.
 */
export function proxyLines({ target }: VirtualHostProxy, serverName: string): string[] {
  const forged = ["X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Server", "Forwarded", "Proxy"];
  return [
    "  ProxyPreserveHost On",
    "  ProxyTimeout 60",
    ...forged.map((name) => `  RequestHeader unset ${name}`),
    '  RequestHeader set X-Forwarded-Proto "expr=%{REQUEST_SCHEME}"',
    '  ProxyPass "/.well-known/titip/" "!"',
    `  ProxyPass "/" "${target}/" connectiontimeout=5 timeout=60 retry=0`,
    `  ProxyPassReverse "/" "${target}/"`,
    // A server that refuses the connection is 503 to mod_proxy, one that answers nonsense 502, a silent one 504.
    ...[502, 503, 504].map((status) => `  ErrorDocument ${status} "${unreachablePage(serverName)}"`),
  ];
}

/** As `maintenancePage`: one line between double quotes, ASCII, without `"`, `\\` and `$`. */
export function unreachablePage(serverName: string): string {
  return [
    "<!doctype html><html lang=id><meta charset=utf-8>",
    "<meta name=viewport content='width=device-width'>",
    `<title>${serverName}</title><h1>${serverName}</h1>`,
    "<p>Aplikasi di balik situs ini sedang tidak dapat dihubungi. Silakan coba lagi sebentar lagi.</p>",
    "<p lang=en>The application behind this site cannot be reached. Please try again in a moment.</p></html>",
  ].join("");
}
