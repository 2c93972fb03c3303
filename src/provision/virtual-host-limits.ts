import type { SiteLimits, VirtualHostInputs } from "./desired-state";
import { renderPool } from "./render-pool";

/**
 * Every path but the one by which a server is asked whether it serves a text: a site at its limit must not look as if
 * it were not served. Matched against the path as it was sent, so that `/.well-known/titip/../x` is bound too.
 */
const ALL_BUT_PROOF = '"^(?!/[.]well-known/titip/[0-9a-f]{16}$)"';

/**
 * Limits that Apache keeps: mod_qos counts for each virtual host. Beyond them it answers 503, 413 for a large body.
 * @param passedOn the site's requests go on to PHP or to another server, where `LimitRequestBody` does not bind:
 *   Apache's HTTP_IN filter leaves it out for what is proxied
 */
export function limitLines({ upload, connections, bandwidth }: SiteLimits, passedOn: boolean): string[] {
  const lines: string[] = [];
  if (upload !== undefined)
    lines.push(`  LimitRequestBody ${upload}`, ...(passedOn ? bodyLines(upload) : []));
  if (connections !== undefined) lines.push(`  QS_LocRequestLimitMatch ${ALL_BUT_PROOF} ${connections}`);
  if (bandwidth !== undefined) {
    const kilobytes = Math.max(1, Math.floor(bandwidth / 8 / 1024));
    lines.push(`  QS_LocKBytesPerSecLimitMatch ${ALL_BUT_PROOF} ${kilobytes}`);
  }
  return lines;
}

/** A body without a length (RFC 9112 section 7.1) could not be refused before it is there, so it is asked for one. */
function bodyLines(bytes: number): string[] {
  return [
    `  <If "%{HTTP:Content-Length} -gt ${bytes}">`,
    '    Redirect 413 "/"',
    "  </If>",
    '  <If "-n %{HTTP:Transfer-Encoding}">',
    '    Redirect 411 "/"',
    "  </If>",
  ];
}

/** Pages of PHP are answered by the site's own FPM master. */
export function phpLines(inputs: VirtualHostInputs): string[] {
  const { php, request, account, limits } = inputs;
  if (!php) return [];
  const { socket } = renderPool({ request, account, limits, php });
  return [
    "  DirectoryIndex index.php index.html",
    // Applications answer paths that are no files themselves; without .htaccess nothing else could tell Apache so.
    "  FallbackResource /index.php",
    '  <Files "*.php">',
    `    SetHandler "proxy:unix:${socket}|fcgi://${account.name}/"`,
    "  </Files>",
    // FPM ends the page first, so that it is FPM's word that stands in the log.
    `  ProxyTimeout ${php.seconds + 5}`,
  ];
}

const ACCOUNT = /^[a-z][a-z0-9-]{0,30}$/;
const KEY =
  /^(ssh-ed25519|ecdsa-sha2-nistp(256|384|521)|ssh-rsa|sk-ssh-ed25519@openssh\.com|sk-ecdsa-sha2-nistp256@openssh\.com) [A-Za-z0-9+/]{40,1400}={0,2}$/;

/** The values of these blocks, by their path in the inputs, that no server must be given. */
export function refusedLimits(inputs: VirtualHostInputs): { property: string; found: string }[] {
  const { php, limits, sftp, account } = inputs;
  const checks: [string, unknown, boolean][] = [
    ...Object.entries({ ...limits }).map(([name, value]): [string, unknown, boolean] => [
      `limits.${name}`,
      value,
      isAmount(value),
    ]),
    ...Object.entries({ ...php }).map(([name, value]): [string, unknown, boolean] => [
      `php.${name}`,
      value,
      isAmount(value),
    ]),
    ...(sftp ?? []).map((key, index): [string, unknown, boolean] => [`sftp[${index}]`, key, KEY.test(key)]),
  ];
  if (php) checks.push(["account.name", account.name, ACCOUNT.test(account.name)]);
  return checks.flatMap(([property, found, fits]) => (fits ? [] : [{ property, found: String(found) }]));
}

function isAmount(value: unknown): boolean {
  return typeof value === "number" && Number.isSafeInteger(value) && value > 0;
}
