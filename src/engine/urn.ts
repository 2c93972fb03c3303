/** Names of resources: `urn:pulumi:<stack>::<project>::<parent types$>type::name` (Pulumi's `urn.go`). */
export const STACK_TYPE = "pulumi:pulumi:Stack";
export const PROVIDER_TYPE = "pulumi:providers:";

export interface UrnParts {
  stack: string;
  project: string;
  /** The types from the topmost parent to the resource, joined by `$`. */
  qualifiedType: string;
  type: string;
  /** May itself contain `::`. */
  name: string;
}

export function parseUrn(urn: string): UrnParts {
  const [head, project, qualifiedType, ...name] = urn.split("::");
  if (head === undefined || project === undefined || qualifiedType === undefined || name.length === 0)
    throw new Error(`invalid URN ${JSON.stringify(urn)}`);
  return {
    stack: head.replace(/^urn:pulumi:/, ""),
    project,
    qualifiedType,
    type: qualifiedType.slice(qualifiedType.lastIndexOf("$") + 1),
    name: name.join("::"),
  };
}

/** @param parent URN of the parent, or undefined; the root stack never becomes part of the type. */
export function makeUrn(
  stack: string,
  project: string,
  parent: string | undefined,
  type: string,
  name: string,
): string {
  const above = parent === undefined || parent === "" ? STACK_TYPE : parseUrn(parent).qualifiedType;
  const qualified = above === STACK_TYPE ? type : `${above}$${type}`;
  return `urn:pulumi:${stack}::${project}::${qualified}::${name}`;
}

export function isProviderType(type: string): boolean {
  return type.startsWith(PROVIDER_TYPE);
}

/** The package that serves a type: `titip` for `titip:dns:RecordSet` and for `pulumi:providers:titip`. */
export function packageOf(type: string): string {
  return isProviderType(type) ? type.slice(PROVIDER_TYPE.length) : (type.split(":")[0] ?? "");
}

/** A provider as resources name it: `<urn>::<id>`. */
export interface ProviderReference {
  urn: string;
  id: string;
}

export function parseReference(reference: string): ProviderReference {
  const at = reference.lastIndexOf("::");
  return { urn: reference.slice(0, at), id: reference.slice(at + 2) };
}

export function formatReference(reference: ProviderReference): string {
  return `${reference.urn}::${reference.id}`;
}
