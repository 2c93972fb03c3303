import { sha256OfJson } from "../json-digest";
import { isRecord } from "../schema/shape/record";

/** A resource that was found changed by hand, or gone, and was put right. */
export interface Repair {
  urn: string;
  /** Id of the request that it belongs to; undefined for what belongs to none. */
  request?: string;
  /** Key of its server, where it has one. */
  server?: string;
  how: "changed" | "gone";
}

/**
 * What a run of the engine repaired, from the stack before and after: the program wanted of a resource what it had
 * wanted before, and yet it was updated or made again. What the program wants now and did not before is no drift.
 *
 * @param before deployment as `pulumi stack export` gives it; of another form: nothing is known, and nothing told
 * @param changed URNs that the run created, updated or replaced
 * @param requestOf id of the request that a resource belongs to
 */
export function repairedDrift(
  before: unknown,
  after: unknown,
  changed: readonly string[],
  requestOf: (urn: string) => string | undefined,
): Repair[] {
  const former = resourcesOf(before);
  const latter = resourcesOf(after);
  return [...new Set(changed)].sort().flatMap((urn): Repair[] => {
    const then = former.get(urn);
    const now = latter.get(urn);
    if (!then || !now || now.custom !== true || isProvider(urn)) return [];
    if (sha256OfJson(then.inputs) !== sha256OfJson(now.inputs)) return [];
    const request = requestOf(urn);
    const server =
      isRecord(now.inputs) && typeof now.inputs.server === "string" ? now.inputs.server : undefined;
    const how = now.created === then.created ? "changed" : "gone";
    return [{ urn, ...(request ? { request } : {}), ...(server ? { server } : {}), how }];
  });
}

function isProvider(urn: string): boolean {
  return (urn.split("::")[2] ?? "").startsWith("pulumi:");
}

interface Resource {
  urn: string;
  custom?: unknown;
  inputs?: unknown;
  created?: unknown;
}

function resourcesOf(exported: unknown): Map<string, Resource> {
  const deployment = isRecord(exported) ? (exported.deployment ?? exported) : undefined;
  const list = isRecord(deployment) && Array.isArray(deployment.resources) ? deployment.resources : [];
  return new Map(list.filter(isResource).map((resource) => [resource.urn, resource]));
}

/** Those that wait for their deletion have a successor of the same name. */
function isResource(value: unknown): value is Resource {
  return isRecord(value) && typeof value.urn === "string" && value.delete !== true;
}
