import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import { EngineError } from "../engine-error";
import type { ResourceState } from "../state/deployment";
import type { ValueMap } from "../values/value";
import { fromStruct } from "../values/wire";
import { sourcePosition } from "./source-position";

/** Another name that a resource may have had: a URN, or parts that default to the resource's own. */
export type Alias =
  | { urn: string }
  | {
      name: string;
      type: string;
      stack: string;
      project: string;
      parent: string | undefined;
      noParent: boolean;
    };

/** What the program wants a resource to be. */
export interface Goal {
  type: string;
  name: string;
  custom: boolean;
  parent: string | undefined;
  inputs: ValueMap;
  dependencies: string[];
  propertyDependencies: Record<string, string[]>;
  /** Reference of the provider; empty: inherited or the default one. */
  provider: string;
  /** For components: references by package, for their children. */
  providers: Map<string, string>;
  version: string;
  protect: boolean | undefined;
  retainOnDelete: boolean | undefined;
  /** Undefined: the provider decides. */
  deleteBeforeReplace: boolean | undefined;
  ignoreChanges: string[];
  replaceOnChanges: string[];
  additionalSecretOutputs: string[];
  hideDiffs: string[];
  aliases: Alias[];
  deletedWith: string;
  customTimeouts: ResourceState["customTimeouts"];
  sourcePosition: string | undefined;
}

function refuse(what: string, type: string, name: string): never {
  throw new EngineError(
    "unsupported",
    `${type} "${name}" uses ${what}, which the embedded engine does not support; use the stock Pulumi CLI (--engine pulumi)`,
  );
}

/** Options that no feature flag guards: taken silently they would do something else than the author meant. */
function refuseUnsupported(request: RegisterResourceRequest): void {
  const hooks = request.getHooks()?.toObject();
  const unsupported: [string, boolean][] = [
    ["import ids", request.getImportid() !== ""],
    ["a remote component", request.getRemote()],
    ["replacementTrigger", request.hasReplacementTrigger()],
    ["replaceWith", request.getReplaceWithList().length > 0],
    ["envVarMappings", request.getEnvvarmappingsMap().getLength() > 0],
    ["transforms", request.getTransformsList().length > 0],
    ["state migrations", request.getStateMigrationsList().length > 0],
    ["resource hooks", hooks !== undefined && Object.values(hooks).some((list) => list.length > 0)],
    ["a parameterized package", request.getPackageref() !== ""],
    ["pluginDownloadURL", request.getPlugindownloadurl() !== ""],
  ];
  for (const [what, used] of unsupported) if (used) refuse(what, request.getType(), request.getName());
}

/** Reads a registration; throws `unsupported` naming the option that this engine refuses. */
export function goalFromRequest(request: RegisterResourceRequest, folder: string, root: string): Goal {
  refuseUnsupported(request);
  const dependencies = [...request.getDependenciesList()].sort();
  const inputs = fromStruct(request.getObject(), folder);
  return {
    type: request.getType(),
    name: request.getName(),
    custom: request.getCustom(),
    parent: request.getParent() === "" ? undefined : request.getParent(),
    inputs,
    dependencies,
    propertyDependencies: propertyDependencies(request, inputs, dependencies),
    provider: request.getProvider(),
    providers: new Map(request.getProvidersMap().toArray() as [string, string][]),
    version: request.getVersion(),
    protect: request.hasProtect() ? request.getProtect() : undefined,
    retainOnDelete: request.hasRetainondelete() ? request.getRetainondelete() : undefined,
    deleteBeforeReplace:
      request.getDeletebeforereplacedefined() || request.getDeletebeforereplace()
        ? request.getDeletebeforereplace()
        : undefined,
    ignoreChanges: request.getIgnorechangesList(),
    replaceOnChanges: request.getReplaceonchangesList(),
    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
    hideDiffs: request.getHidediffsList(),
    aliases: aliases(request),
    deletedWith: request.getDeletedwith(),
    customTimeouts: customTimeouts(request),
    sourcePosition: sourcePosition(request.getSourceposition(), root),
  };
}

/** None sent means that every property may come from any dependency. */
function propertyDependencies(
  request: RegisterResourceRequest,
  inputs: ValueMap,
  all: string[],
): Record<string, string[]> {
  const sent = request.getPropertydependenciesMap();
  if (sent.getLength() === 0) return Object.fromEntries(Object.keys(inputs).map((key) => [key, all]));
  const result: Record<string, string[]> = {};
  sent.forEach((dependencies: RegisterResourceRequest.PropertyDependencies, key: string) => {
    result[key] = [...dependencies.getUrnsList()].sort();
  });
  return result;
}

function aliases(request: RegisterResourceRequest): Alias[] {
  const specified = request.getAliasesList().map((alias): Alias => {
    const spec = alias.getSpec();
    if (spec === undefined) return { urn: alias.getUrn() };
    return {
      name: spec.getName(),
      type: spec.getType(),
      stack: spec.getStack(),
      project: spec.getProject(),
      parent: spec.hasParenturn() && spec.getParenturn() !== "" ? spec.getParenturn() : undefined,
      noParent: spec.getNoparent(),
    };
  });
  return [...request.getAliasurnsList().map((urn): Alias => ({ urn })), ...specified];
}

const UNITS: Record<string, number> = { h: 3600, m: 60, s: 1, ms: 0.001 };

/** A Go duration such as `1h30m` in seconds; 0 for none. */
function seconds(text: string): number {
  let total = 0;
  for (const [, number, unit] of text.matchAll(/([\d.]+)(ms|h|m|s)/g))
    total += Number(number) * (UNITS[unit ?? ""] ?? 0);
  return total;
}

function customTimeouts(request: RegisterResourceRequest): ResourceState["customTimeouts"] {
  const sent = request.getCustomtimeouts();
  if (sent === undefined) return undefined;
  const all = {
    create: seconds(sent.getCreate()),
    update: seconds(sent.getUpdate()),
    delete: seconds(sent.getDelete()),
  };
  return Object.values(all).some((value) => value > 0) ? all : undefined;
}
