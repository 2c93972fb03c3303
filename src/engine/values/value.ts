/**
 * Property values as they travel between program, engine, provider and state: plain JSON, where an object with
 * a signature key is something special (Pulumi's `sdk/go/common/resource/properties.go`). Keeping the wire's own
 * shape means that nothing is converted twice and that what we don't know passes through unchanged.
 */
export type Value = null | boolean | number | string | Value[] | ValueMap;

export interface ValueMap {
  [key: string]: Value;
}

export const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";

export const SECRET = "1b47061264138c4ac30d75fd1eb44270";
export const REFERENCE = "5cf8f73096256a8f31e491e813e4eb8e";
export const OUTPUT_VALUE = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
export const ASSET = "c44067f5952c0a294b673a41bacd8c17";
export const ARCHIVE = "0def7320c3a5731c473e5ecbe6d01bc7";
export const BYTE_STRING = "803fd3297a5875dc03ca845dda5d2a98";

/** What stands for a value that is not known before the update. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Unknowns of other kinds, which providers may send; the engine treats them all as `UNKNOWN`. */
const UNKNOWNS = new Set([
  UNKNOWN,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** An object that is something special; a type of its own, so that plain maps stay plain after a guard. */
export interface Special extends ValueMap {
  [SIGNATURE_KEY]: string;
}

export interface Secret extends Special {
  value: Value;
}

export function isMap(value: Value | undefined): value is ValueMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function hasSignature(value: Value | undefined, signature: string): value is Special {
  return isMap(value) && value[SIGNATURE_KEY] === signature;
}

export function isSecret(value: Value | undefined): value is Secret {
  return hasSignature(value, SECRET);
}

export function isReference(value: Value | undefined): value is Special {
  return hasSignature(value, REFERENCE);
}

export function isOutputValue(value: Value | undefined): value is Special {
  return hasSignature(value, OUTPUT_VALUE);
}

export function isAsset(value: Value | undefined): value is Special {
  return hasSignature(value, ASSET);
}

export function isArchive(value: Value | undefined): value is Special {
  return hasSignature(value, ARCHIVE);
}

export function isByteString(value: Value | undefined): value is Special {
  return hasSignature(value, BYTE_STRING);
}

export function isUnknown(value: Value | undefined): boolean {
  return typeof value === "string" && UNKNOWNS.has(value);
}

/** Marks a value as secret, once. */
export function secret(value: Value): Value {
  return isSecret(value) ? value : { [SIGNATURE_KEY]: SECRET, value };
}

/** The same value, every secret inside it in the open: for comparing and for providers that take no secrets. */
export function unwrapSecrets(value: Value): Value {
  if (isSecret(value)) return unwrapSecrets(value.value);
  if (Array.isArray(value)) return value.map(unwrapSecrets);
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unwrapSecrets(inner)]));
}

/** The same value with every secret replaced by the word people see instead. */
export function redactSecrets(value: Value, word = "[secret]"): Value {
  if (isSecret(value)) return word;
  if (Array.isArray(value)) return value.map((inner) => redactSecrets(inner, word));
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, redactSecrets(inner, word)]));
}

/** Whether an unknown hides anywhere in the value. */
export function containsUnknown(value: Value | undefined): boolean {
  if (value === undefined || value === null) return false;
  if (typeof value === "string") return isUnknown(value);
  if (typeof value !== "object") return false;
  return Object.values(value).some(containsUnknown);
}

/** Whether a secret hides anywhere in the value. */
export function containsSecret(value: Value | undefined): boolean {
  if (typeof value !== "object" || value === null) return false;
  return isSecret(value) || Object.values(value).some(containsSecret);
}

export function equalValues(a: Value | undefined, b: Value | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  const left = a as ValueMap;
  const right = b as ValueMap;
  return keys.every((key) => Object.hasOwn(right, key) && equalValues(left[key], right[key]));
}
