import type { Plan } from "../../plan/plan";
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

/**
 * URNs of all that a plan would change for these requests, what is to be removed too, which no file of the site names
 * any more. A container's engine is reached through a provider of its server's name.
 */
export function planTargets(
  { requests }: Plan,
  ids: readonly string[],
  { stack, project }: { stack: string; project: string },
): string[] {
  const names = requests
    .filter(({ request }) => ids.includes(request))
    .flatMap(({ request, operations }) => [
      request,
      ...operations.flatMap(({ type, name, server }) =>
        type.startsWith("docker:") ? [name, server] : [name],
      ),
    ]);
  return [...new Set(names)].map((name) => `urn:pulumi:${stack}::${project}::**::${name}`);
}

function furtherNames(site: Site, id: string): string[] {
  const request = site.requests.find(({ data }) => data.id === id);
  if (!request || !allocationOf(request.data) || !site.zones.has(request.data.zone)) return [];
  return desire(site, request.data)
    .recordSets.slice(1)
    .map(({ server }) => `${id}-${server}`);
}
