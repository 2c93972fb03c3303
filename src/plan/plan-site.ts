import { builtinDiff } from "../builtin-providers/builtin-diff";
import type { PropertyChange } from "../provider/diff";
import { diffOf, resourceOfType, type Values } from "../provider/resources";
import type { ServiceRequest, Site } from "../schema/site";
import { planDigest, requestPlanDigest } from "./digest";
import type { Plan, PlannedAction, PlannedChange, PlannedOperation, RequestPlan } from "./plan";
import { type RecordedResource, recordedResources } from "./recorded-resources";
import { resourcesOfRequest, type WantedResource, wantedResources } from "./wanted-resources";

/**
 * What a run would do, from what the site wants and what the stack has on record. Pure: no server, no engine and no
 * clock is asked, so the same comes out on every machine and for a record of either engine.
 *
 * @param exported the deployment as `pulumi stack export` gives it; undefined where there is none yet
 * @param assumed ids planned as if approved
 */
export function planSite(site: Site, exported: unknown, assumed: Iterable<string> = []): Plan {
  return planOf(wantedResources(site, new Set(assumed)), recordedResources(exported));
}

/**
 * Digest of all that one request has, as if nothing were on record: what its decision approves when it is new.
 * @throws Error for a request without an allocation
 */
export function requestDigest(site: Site, request: ServiceRequest): string {
  const plan = planOf(resourcesOfRequest(site, request), []);
  return plan.requests[0]?.digest ?? requestPlanDigest({ request: request.id, operations: [] });
}

function planOf(wanted: readonly WantedResource[], recorded: readonly RecordedResource[]): Plan {
  const held = new Map(recorded.map((resource) => [placeOf(resource), resource]));
  const operations = new Map<string, PlannedOperation[]>();
  const add = (request: string, operation: PlannedOperation | undefined) => {
    if (operation) operations.set(request, [...(operations.get(request) ?? []), operation]);
  };
  for (const resource of wanted) {
    add(resource.request, put(resource, held.get(placeOf(resource))));
    held.delete(placeOf(resource));
  }
  for (const resource of held.values()) add(resource.request, removal(resource));
  return planFrom(operations);
}

function planFrom(operations: ReadonlyMap<string, PlannedOperation[]>): Plan {
  const requests = [...operations]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([request, list]): RequestPlan => {
      const sorted = list.sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
      return { request, digest: requestPlanDigest({ request, operations: sorted }), operations: sorted };
    });
  return { digest: planDigest(requests), requests };
}

function placeOf({ type, name }: { type: string; name: string }): string {
  return `${type} ${name}`;
}

function put(wanted: WantedResource, held: RecordedResource | undefined): PlannedOperation | undefined {
  const { type, name, server } = wanted;
  const resource = resourceOfType(type);
  const inputs = plainJson(resource ? resource.check(wanted.inputs).inputs : wanted.inputs);
  const planned = plainJson(resource ? resource.plan(inputs) : inputs);
  if (!held) return { action: "create", type, name, server, changes: creation(planned) };
  const { changes: all, replaces } = resource
    ? diffOf(resource, held.outputs, inputs)
    : { changes: foreignChanges(held, inputs), replaces: [] };
  const changes = all.filter(({ path }) => !UNPLANNED[type]?.includes(path));
  if (changes.length === 0) return undefined;
  const action: PlannedAction = replaces.length > 0 ? "replace" : "update";
  return { action, type, name, server, changes: values(changes, held.outputs, planned) };
}

/** Whether an authority has given the certificate yet is its doing: what was approved is that it be asked for. */
const UNPLANNED: Readonly<Record<string, readonly string[]>> = { "titip:apache:Certificate": ["served"] };

/** Inputs that another resource tells, or a machine's folder: the program knows them when it runs. */
const TOLD_LATER: Readonly<Record<string, readonly string[]>> = {
  "docker:index/remoteImage:RemoteImage": ["build"],
  "docker:index/container:Container": ["image", "networksAdvanced"],
};

/** Resources of other companies' plugins, as the built-in stand-ins compare them. */
function foreignChanges({ type, inputs, outputs }: RecordedResource, wanted: Values): PropertyChange[] {
  const later = new Set(TOLD_LATER[type]);
  const given = Object.fromEntries(Object.entries(inputs).filter(([key]) => !later.has(key)));
  return builtinDiff({ replaceOn: [] }, { outputs, inputs: given }, wanted).changes;
}

function creation(planned: Values): PlannedChange[] {
  return Object.keys(planned)
    .sort()
    .map((path) => ({ path, new: planned[path] }));
}

function values(changes: readonly PropertyChange[], old: Values, planned: Values): PlannedChange[] {
  return changes
    .map(({ path, kind }): PlannedChange => {
      const before = kind === "add" ? {} : { old: valueAt(old, path) };
      return { path, ...before, ...(kind === "delete" ? {} : { new: valueAt(planned, path) }) };
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

function removal({ type, name, inputs }: RecordedResource): PlannedOperation {
  const server = typeof inputs.server === "string" ? inputs.server : zoneOf(inputs);
  return { action: "delete", type, name, server, changes: [] };
}

/** A public record says its zone by an identifier only; its name is in it. */
function zoneOf({ zoneId, name }: Values): string {
  return typeof zoneId === "string" && typeof name === "string" ? name.split(".").slice(1).join(".") : "";
}

/** `records[2].ttl` of a value; undefined where there is nothing. */
function valueAt(value: unknown, path: string): unknown {
  const keys = path.split(/[.[\]]+/).filter(Boolean);
  let found: unknown = value;
  for (const key of keys) {
    if (typeof found !== "object" || found === null) return undefined;
    found = Object.hasOwn(found, key) ? (found as Values)[key] : undefined;
  }
  return found;
}

/** As JSON has it: what is not there is not a difference. */
function plainJson(value: Values): Values {
  return JSON.parse(JSON.stringify(value)) as Values;
}
