import { desire } from "../../provision/desire";
import { allocationOf } from "../../schema/request-life";
import type { Site } from "../../schema/site";

const REQUEST_ID = /^[A-Z]{3}-\d{4}-\d{4,}$/;

/**
 * URNs for `--target`. A request id stands for its component and all under it, by a wildcard that both engines
 * know, and for the record sets that carry their name server's key (src/resources/hosting.ts); anything else is
 * an URN already.
 */
export function targetUrns(
  targets: readonly string[],
  { stack, project }: { stack: string; project: string },
  site: Site,
): string[] {
  return targets.flatMap((target) => {
    if (!REQUEST_ID.test(target)) return [target];
    return [target, ...furtherNames(site, target)].map(
      (name) => `urn:pulumi:${stack}::${project}::**::${name}`,
    );
  });
}

function furtherNames(site: Site, id: string): string[] {
  const request = site.requests.find(({ data }) => data.id === id);
  if (!request || !allocationOf(request.data) || !site.zones.has(request.data.zone)) return [];
  return desire(site, request.data)
    .recordSets.slice(1)
    .map(({ server }) => `${id}-${server}`);
}
