import { createHash } from "node:crypto";
import { isIP } from "node:net";
import { canonicalAddress6 } from "../dns/addresses";
import type { VirtualHostInputs } from "./desired-state";
import { maintenancePage, RETRY_AFTER } from "./maintenance-page";
import { sitePaths } from "./paths";
import { limitLines, phpLines, refusedLimits } from "./virtual-host-limits";
import { proxyLines, refusedProxy } from "./virtual-host-proxy";
import { listenOn, parseTls, redirectToHttps, refusedTls, tlsPart } from "./virtual-host-tls";

const REQUEST_ID = /^[A-Z]{3}-[0-9]{4}-[0-9]{4,}$/;
const HOST_NAME =
  /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/;

/** The values that reach Apache's configuration, by their path in the inputs, that it must not be given. */
export function refusedValues(inputs: VirtualHostInputs): { property: string; found: string }[] {
  const checks: [string, string, boolean][] = [
    ["request", inputs.request, REQUEST_ID.test(inputs.request)],
    ["serverName", inputs.serverName, HOST_NAME.test(inputs.serverName)],
    ["address.ip", inputs.address.ip, isIP(inputs.address.ip) !== 0],
  ];
  inputs.serverAliases.forEach((name, i) => {
    checks.push([`serverAliases[${i}]`, name, HOST_NAME.test(name)]);
  });
  const { ipv6 } = inputs.address;
  if (ipv6 !== undefined) checks.push(["address.ipv6", ipv6, canonicalAddress6(ipv6) === ipv6]);
  return [
    ...checks.filter(([, , ok]) => !ok).map(([property, found]) => ({ property, found })),
    ...refusedLimits(inputs),
    ...(inputs.proxy ? refusedProxy(inputs.proxy) : []),
    ...(inputs.tls ? refusedTls(inputs.tls) : []),
  ];
}

/**
 * The virtual host of one site, as Apache reads it. No quoting is needed because nothing but request ids,
 * host names and addresses is ever put in: other values throw instead of being escaped.
 *
 * One directive answers 204 at a path named by the digest of all the other lines, so that whoever asks
 * the server knows which text it is serving (a graceful reload returns before the new one serves).
 *
 * @throws Error when a value is not of its form; `check` refuses such values before.
 */
export function renderVirtualHost(inputs: VirtualHostInputs): string {
  const refused = refusedValues(inputs)[0];
  if (refused)
    throw new Error(`${refused.property}: ${JSON.stringify(refused.found)} cannot stand in a virtual host`);
  const paths = sitePaths(inputs.request);
  const listen = listenOn(inputs.address);
  const body = [
    `# titip ${inputs.request}: written by Titip. A change by hand is shown by "titip preview", undone by "titip up".`,
    `<VirtualHost ${listen}>`,
    `  ServerName ${inputs.serverName}`,
    ...inputs.serverAliases.map((name) => `  ServerAlias ${name}`),
    `  DocumentRoot "${paths.documentRoot}"`,
    `  ErrorLog "${paths.logs.error}"`,
    `  CustomLog "${paths.logs.access}" combined`,
    `  <Directory "${paths.documentRoot}">`,
    "    Options -Indexes +SymLinksIfOwnerMatch",
    "    AllowOverride None",
    "    Require all granted",
    "  </Directory>",
    ...(inputs.limits ? limitLines(inputs.limits, Boolean(inputs.php ?? inputs.proxy)) : []),
    ...(inputs.suspended ? [] : phpLines(inputs)),
    ...(inputs.proxy && !inputs.suspended ? proxyLines(inputs.proxy, inputs.serverName) : []),
    ...(inputs.suspended ? suspension(inputs.serverName) : []),
  ];
  const { tls } = inputs;
  const proven = tls ? [...body, JSON.stringify([tls.mode, tls.directory, tls.hsts])] : body;
  const proof = createHash("sha256").update(proven.join("\n")).digest("hex").slice(0, 16);
  // mod_alias takes the first that fits: the proof is answered before the maintenance page.
  const answers = [
    `  Redirect 204 "/.well-known/titip/${proof}"`,
    ...(inputs.suspended ? ['  Redirect 503 "/"'] : []),
  ];
  if (!tls) return [...body, ...answers, "</VirtualHost>", ""].join("\n");
  const [, , ...rest] = body; // behind the first comment and the host's own line
  const names = [inputs.serverName, ...inputs.serverAliases];
  const https = tlsPart(inputs.request, tls, names, { listen, inner: [...rest, ...answers] });
  const host = [...body, ...redirectToHttps(inputs.request, tls), ...answers, "</VirtualHost>"];
  return [...host, ...https, ""].join("\n");
}

/** Every page answers 503 under the site's own names; logs go on, files are not touched. */
function suspension(serverName: string): string[] {
  return [
    `  ErrorDocument 503 "${maintenancePage(serverName)}"`,
    "  <IfModule headers_module>",
    `    Header always set Retry-After "${RETRY_AFTER}"`,
    "  </IfModule>",
  ];
}

/** The path that answers 204 only while this very text is served; undefined in a text without one. */
export function proofPath(configuration: string): string | undefined {
  return /Redirect 204 "(\/\.well-known\/titip\/[0-9a-f]+)"/.exec(configuration)?.[1];
}

/** What a virtual host of ours says of itself; the inverse of `renderVirtualHost` for an unchanged file. */
export function parseVirtualHost(text: string): Pick<
  VirtualHostInputs,
  "serverName" | "serverAliases" | "proxy" | "tls"
> & {
  dedicatedIp: string | undefined;
  ipv6: string | undefined;
} {
  const values = (directive: RegExp) => [...text.matchAll(directive)].map((match) => match[1] ?? "");
  const [listen] = values(/^<VirtualHost (\S+?):80[ >]/gm);
  const [target] = values(/^\s*ProxyPass "\/" "(http:\/\/[0-9.:]+)\/"/gm);
  const tls = parseTls(text);
  return {
    serverName: values(/^\s*ServerName (\S+)/gm)[0] ?? "",
    serverAliases: [...new Set(values(/^\s*ServerAlias (\S+)/gm))],
    dedicatedIp: listen && listen !== "*" ? listen.replace(/^\[|\]$/g, "") : undefined,
    ipv6: values(/^<VirtualHost \S+ \[([0-9a-f:]+)\]:80>/gm)[0],
    ...(target === undefined ? {} : { proxy: { target } }),
    ...(tls ? { tls } : {}),
  };
}
