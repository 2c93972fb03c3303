import { magicOf } from "./deployment";

/** One broken rule. */
export interface IntegrityProblem {
  /** The resource that breaks it, or empty for the manifest. */
  urn: string;
  message: string;
}

/** What the rules look at; memory and file form both fit. */
interface Checked {
  urn: string;
  custom?: boolean;
  delete?: boolean;
  id?: string;
  type: string;
  parent?: string;
  provider?: string;
  dependencies?: string[];
  propertyDependencies?: Record<string, string[]>;
  deletedWith?: string;
}

interface CheckedDeployment {
  manifest?: { magic: string; version: string };
  resources?: unknown[];
}

/**
 * The rules of Pulumi deployments, version 3, that the stock engine checks on load and save
 * (`pkg/resource/stack/snapshot/integrity.go`): whatever a resource refers to comes earlier in the list, provider
 * references resolve exactly, components have no id, a URN repeats only for replaced resources, the magic fits.
 */
export function integrityProblems(deployment: CheckedDeployment): IntegrityProblem[] {
  const problems: IntegrityProblem[] = [];
  const { manifest } = deployment;
  if (manifest !== undefined && manifest.magic !== magicOf(manifest.version))
    problems.push({ urn: "", message: "the manifest's magic is not the SHA-256 of its version" });
  const seen: Seen = { urns: new Set(), live: new Set(), providers: new Set() };
  for (const resource of (deployment.resources ?? []) as Checked[]) {
    for (const message of resourceProblems(resource, seen)) problems.push({ urn: resource.urn, message });
    remember(resource, seen);
  }
  return problems;
}

interface Seen {
  urns: Set<string>;
  live: Set<string>;
  providers: Set<string>;
}

function remember(resource: Checked, seen: Seen): void {
  seen.urns.add(resource.urn);
  if (resource.delete !== true) seen.live.add(resource.urn);
  if (resource.type.startsWith("pulumi:providers:"))
    seen.providers.add(`${resource.urn}::${resource.id ?? ""}`);
}

function* resourceProblems(resource: Checked, seen: Seen): Generator<string> {
  if (!resource.urn.startsWith("urn:pulumi:")) yield "this is not a URN";
  if (resource.custom !== true && (resource.id ?? "") !== "") yield "a component must not have an id";
  if (resource.delete !== true && seen.live.has(resource.urn))
    yield "the URN stands twice without `delete: true`";
  if (resource.type.startsWith("pulumi:providers:") && (resource.id ?? "") === "")
    yield "a provider must have an id";
  if (resource.provider !== undefined && resource.provider !== "" && !seen.providers.has(resource.provider))
    yield `its provider ${resource.provider} does not come earlier in the list`;
  for (const [what, urn] of references(resource))
    if (!seen.urns.has(urn)) yield `its ${what} ${urn} does not come earlier in the list`;
}

function* references(resource: Checked): Generator<[string, string]> {
  if (resource.parent !== undefined && resource.parent !== "") yield ["parent", resource.parent];
  for (const urn of resource.dependencies ?? []) yield ["dependency", urn];
  for (const urns of Object.values(resource.propertyDependencies ?? {}))
    for (const urn of urns) yield ["property dependency", urn];
  if (resource.deletedWith !== undefined && resource.deletedWith !== "")
    yield ["deletedWith", resource.deletedWith];
}
