import { EngineError } from "../engine-error";
import type { Crypter } from "../secrets/passphrase";
import {
  isMap,
  isReference,
  isSecret,
  SECRET,
  SIGNATURE_KEY,
  unwrapSecrets,
  type Value,
  type ValueMap,
} from "../values/value";
import type { Deployment, DiskResource, PendingType, ResourceState, Snapshot } from "./deployment";

/** Ciphertexts of secrets already written or read: a second write must not change the file for nothing. */
const sealed = new WeakMap<ValueMap, { salt: string; ciphertext: string }>();

function sealSecret(secret: ValueMap, crypter: Crypter): Value {
  let known = sealed.get(secret);
  if (known === undefined || known.salt !== crypter.salt) {
    const plain = JSON.stringify(toDisk(unwrapSecrets(secret.value ?? null), crypter));
    known = { salt: crypter.salt, ciphertext: crypter.encrypt(plain) };
    sealed.set(secret, known);
  }
  return { [SIGNATURE_KEY]: SECRET, ciphertext: known.ciphertext };
}

/** Memory to file: secrets become ciphertext, references always name a package version (maybe empty). */
export function toDisk(value: Value, crypter: Crypter): Value {
  if (isSecret(value)) return sealSecret(value, crypter);
  if (isReference(value)) return { ...value, packageVersion: value.packageVersion ?? "" };
  if (Array.isArray(value)) return value.map((inner) => toDisk(inner, crypter));
  return isMap(value) ? mapToDisk(value, crypter) : value;
}

function mapToDisk(map: ValueMap, crypter: Crypter): ValueMap {
  return Object.fromEntries(Object.entries(map).map(([key, inner]) => [key, toDisk(inner, crypter)]));
}

/** File to memory; the empty package version of references goes, or providers would see a change. */
export function fromDisk(value: Value, crypter: Crypter): Value {
  if (Array.isArray(value)) return value.map((inner) => fromDisk(inner, crypter));
  if (!isMap(value)) return value;
  if (isSecret(value)) return openSecret(value, crypter);
  if (isReference(value) && value.packageVersion === "") {
    const { packageVersion: _empty, ...rest } = value;
    return rest;
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fromDisk(inner, crypter)]));
}

function openSecret(value: ValueMap, crypter: Crypter): Value {
  // `stack export --show-secrets` writes plaintext instead; an import brings it back sealed.
  if (typeof value.plaintext === "string")
    return { [SIGNATURE_KEY]: SECRET, value: fromDisk(JSON.parse(value.plaintext) as Value, crypter) };
  if (typeof value.ciphertext !== "string")
    throw new EngineError("integrity", "a secret in the state has no ciphertext");
  const plain = JSON.parse(crypter.decrypt(value.ciphertext)) as Value;
  const opened: ValueMap = { [SIGNATURE_KEY]: SECRET, value: fromDisk(plain, crypter) };
  sealed.set(opened, { salt: crypter.salt, ciphertext: value.ciphertext });
  return opened;
}

/** The fields of a resource that can be written, in the stock engine's order; `custom` is always there. */
const FIELDS = [
  "urn", "custom", "delete", "id", "type", "inputs", "outputs", "parent", "protect", "external", "dependencies",
  "initErrors", "provider", "propertyDependencies", "pendingReplacement", "additionalSecretOutputs", "customTimeouts",
  "importID", "retainOnDelete", "deletedWith", "created", "modified", "sourcePosition", "ignoreChanges",
  "replaceOnChanges", "hideDiffs",
] as const satisfies readonly (keyof ResourceState)[]; // biome-ignore format: a list

/** Fields that may stand in a file without harm although this engine never writes them. */
const PASSED_OVER = new Set(["stackTrace", "aliases", "taint"]);

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

export function resourceToDisk(state: ResourceState, crypter: Crypter): DiskResource {
  const fields = new Map<string, unknown>([
    ["urn", state.urn],
    ["custom", state.custom],
  ]);
  for (const field of FIELDS) {
    const value = state[field];
    if (field === "custom" || isEmpty(value)) continue;
    fields.set(
      field,
      field === "inputs" || field === "outputs" ? mapToDisk(value as ValueMap, crypter) : value,
    );
  }
  return Object.fromEntries(fields) as DiskResource;
}

/** Throws `unsupported` on a resource that uses what this engine doesn't know. */
export function resourceFromDisk(disk: DiskResource, crypter: Crypter): ResourceState {
  for (const [field, value] of Object.entries(disk))
    if (
      !(FIELDS as readonly string[]).includes(field) &&
      !isEmpty(value) &&
      !(PASSED_OVER.has(field) && value !== true)
    )
      throw new EngineError(
        "unsupported",
        `the state of ${disk.urn} uses "${field}", which the embedded engine does not support`,
      );
  return {
    ...(disk as unknown as ResourceState),
    inputs: fromDisk((disk.inputs ?? {}) as ValueMap, crypter) as ValueMap,
    outputs: fromDisk((disk.outputs ?? {}) as ValueMap, crypter) as ValueMap,
  };
}

export function snapshotFromDisk(deployment: Deployment, crypter: Crypter): Snapshot {
  return {
    resources: (deployment.resources ?? []).map((resource) => resourceFromDisk(resource, crypter)),
    pending: (deployment.pending_operations ?? []).map(({ resource, type }) => ({
      resource: resourceFromDisk(resource, crypter),
      type: type as PendingType,
    })),
    metadata: deployment.metadata ?? {},
  };
}
