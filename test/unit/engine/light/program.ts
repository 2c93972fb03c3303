/** A program as data: what a test's programs are made of when they don't go through the SDK. */
export interface LightProgram {
  resources: LightResource[];
  outputs?: Record<string, LightValue>;
}

/** A literal, an output of another resource by its key, or a secret. */
export type LightValue =
  | null
  | boolean
  | number
  | string
  | LightValue[]
  | Reference
  | Hidden
  | { [key: string]: LightValue };

export interface Reference {
  from: string;
  output: string;
}

export interface Hidden {
  secret: LightValue;
}

/** One resource; others are named by their keys, which stay when its name changes. */
export interface LightResource {
  key: string;
  type: string;
  name: string;
  inputs?: Record<string, LightValue>;
  /** A component has no provider. */
  component?: boolean;
  parent?: string;
  dependsOn?: string[];
  provider?: string;
  deletedWith?: string;
  protect?: boolean;
  retainOnDelete?: boolean;
  deleteBeforeReplace?: boolean;
  ignoreChanges?: string[];
  replaceOnChanges?: string[];
  additionalSecretOutputs?: string[];
  /** URNs. */
  aliases?: string[];
  /** `Resource.get`: read, not owned. */
  read?: string;
}

export function isReference(value: LightValue): value is Reference {
  return isObject(value) && typeof value.from === "string" && typeof value.output === "string";
}

export function isHidden(value: LightValue): value is Hidden {
  return isObject(value) && "secret" in value && Object.keys(value).length === 1;
}

function isObject(value: LightValue): value is { [key: string]: LightValue } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Keys of the resources whose outputs a value uses. */
export function referencesIn(value: LightValue): string[] {
  if (isReference(value)) return [value.from];
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  return isObject(value) ? Object.values(value).flatMap(referencesIn) : [];
}

/** Everything that a resource needs before it can be registered. */
export function needs(resource: LightResource): string[] {
  const named = [resource.parent, resource.provider, resource.deletedWith, ...(resource.dependsOn ?? [])];
  return [...named.filter((key) => key !== undefined), ...referencesIn(resource.inputs ?? {})];
}
