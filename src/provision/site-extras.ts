import type { VirtualHostInputs } from "./desired-state";
import { renderPool } from "./render-pool";

/** A kind that titip-host knows (`EXTRA_KINDS` in server/titip-host.d), and its values. */
export type SiteExtra = readonly [kind: string, ...values: string[]];

/**
 * What a site has beside its virtual host, as the server is told and as it tells. Nothing secret: it stands in plans
 * and in the state. Empty for a site that has nothing of that sort.
 */
export function siteExtras(inputs: VirtualHostInputs): SiteExtra[] {
  if (inputs.closed) return [];
  const { limits, sftp = [] } = inputs;
  const extras: SiteExtra[] = sftp.map((key) => ["sftp", key]);
  const { dedicated, ipv6 } = inputs.address;
  if (dedicated && ipv6 !== undefined) extras.push(["ipv6", ipv6]);
  if (limits?.storage !== undefined) extras.push(["storage", String(limits.storage)]);
  return [...extras, ...poolExtras(inputs)];
}

/** A site that rests runs nothing. */
function poolExtras({ php, request, account, limits, suspended }: VirtualHostInputs): SiteExtra[] {
  if (!php || suspended) return [];
  const extras: SiteExtra[] = [["pool", renderPool({ request, account, limits, php }).text]];
  if (limits?.memory === undefined) return extras;
  extras.push(["memory", String(limits.memory)]);
  // The master, its workers, and what they start themselves (convert, curl): enough for pages, not for a fork bomb.
  extras.push(["processes", String(32 + 8 * php.children)]);
  if (limits.cores !== undefined) extras.push(["cores", String(limits.cores)]);
  return extras;
}

/** By kind, as inputs and outputs hold them, so that a plan shows what differs and no more; `undefined` when empty. */
export function byKind(extras: readonly SiteExtra[]): Record<string, string[]> | undefined {
  const kinds: Record<string, string[]> = {};
  for (const [kind, ...values] of sorted(extras)) {
    kinds[kind] ??= [];
    kinds[kind].push(values.join("\t"));
  }
  return extras.length > 0 ? kinds : undefined;
}

/** The inverse of `byKind`. */
export function fromKinds(kinds: Record<string, string[]> = {}): SiteExtra[] {
  const one =
    (kind: string) =>
    (value: string): SiteExtra => [kind, ...value.split("\t")];
  return Object.entries(kinds).flatMap(([kind, values]) => values.map(one(kind)));
}

/** In one order, whatever the server's. */
function sorted(extras: readonly SiteExtra[]): SiteExtra[] {
  const key = (extra: SiteExtra) => extra.join("\t");
  return [...extras].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}
