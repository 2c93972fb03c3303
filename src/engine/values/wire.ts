import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { EngineError } from "../engine-error";
import {
  isArchive,
  isAsset,
  isByteString,
  isMap,
  isOutputValue,
  isReference,
  isSecret,
  isUnknown,
  SIGNATURE_KEY,
  secret,
  UNKNOWN,
  unwrapSecrets,
  type Value,
  type ValueMap,
} from "./value";

/** What the receiver of a struct understands. */
export interface WireOptions {
  keepUnknowns: boolean;
  keepSecrets: boolean;
  keepReferences: boolean;
}

/** Everything kept: what the SDK in the program takes. */
export const PROGRAM_WIRE: WireOptions = { keepUnknowns: true, keepSecrets: true, keepReferences: true };

function outgoing(value: Value, options: WireOptions): Value | undefined {
  if (isUnknown(value)) return options.keepUnknowns ? value : undefined;
  if (isSecret(value)) {
    const inner = outgoing(value.value, options);
    return options.keepSecrets && inner !== undefined ? { ...value, value: inner } : inner;
  }
  if (isReference(value) && !options.keepReferences) return reference(value, options);
  if (Array.isArray(value)) return value.map((inner) => outgoing(inner, options) ?? null);
  return isMap(value) ? outgoingMap(value, options) : value;
}

function reference(value: ValueMap, options: WireOptions): Value | undefined {
  if (value.id === undefined) return value.urn;
  if (value.id === "" || isUnknown(value.id)) return options.keepUnknowns ? UNKNOWN : undefined;
  return value.id;
}

function outgoingMap(map: ValueMap, options: WireOptions): ValueMap {
  const result: ValueMap = {};
  for (const [key, value] of Object.entries(map)) {
    const sent = outgoing(value, options);
    if (sent !== undefined) result[key] = sent;
  }
  return result;
}

/** Properties for a provider or the program; what the receiver doesn't understand is unwrapped or left out. */
export function toStruct(map: ValueMap, options: WireOptions): Struct {
  // The stub's type knows no null, although the format and its code do.
  return Struct.fromJavaScript(outgoingMap(map, options) as Parameters<typeof Struct.fromJavaScript>[0]);
}

/** The struct as plain values, nothing interpreted. */
export function rawStruct(struct: Struct | undefined): ValueMap {
  return struct === undefined ? {} : (struct.toJavaScript() as ValueMap);
}

function assetText(asset: ValueMap, folder: string): Buffer {
  if (typeof asset.text === "string" && asset.text !== "") return Buffer.from(asset.text);
  if (typeof asset.path === "string" && asset.path !== "") return readFileSync(resolve(folder, asset.path));
  if (typeof asset.uri === "string" && asset.uri !== "")
    throw new EngineError(
      "unsupported",
      "remote assets are not supported by the embedded engine; use a file or text",
    );
  return Buffer.alloc(0);
}

/** Assets carry an SDK-private mark on the wire; state holds content hash and origin only. */
function incomingAsset(asset: ValueMap, folder: string): ValueMap {
  const hash = createHash("sha256").update(assetText(asset, folder)).digest("hex");
  const origin: ValueMap =
    typeof asset.path === "string" && asset.path !== "" ? { path: asset.path } : { text: asset.text ?? "" };
  return { [SIGNATURE_KEY]: asset[SIGNATURE_KEY] ?? "", hash, ...origin };
}

function incoming(value: Value, folder: string): Value {
  // Narrowed once more below: each guard takes its shape out of the type.
  if (isUnknown(value)) return UNKNOWN;
  if (Array.isArray(value)) return value.map((inner) => incoming(inner, folder));
  if (!isMap(value)) return value;
  if (isSecret(value)) return secret(unwrapSecrets(incoming(value.value, folder)));
  if (isOutputValue(value)) {
    const inner = value.value === undefined ? UNKNOWN : incoming(value.value, folder);
    return value.secret === true ? secret(inner) : inner;
  }
  if (isAsset(value)) return incomingAsset(value, folder);
  if (isArchive(value))
    throw new EngineError("unsupported", "archives are not supported by the embedded engine");
  if (isByteString(value))
    throw new EngineError("unsupported", "byte strings are not supported by the embedded engine");
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, incoming(inner, folder)]));
}

/**
 * Properties from the program or a provider in the engine's form: output values resolved, unknowns of one kind.
 * @param folder what relative paths of assets start from
 */
export function fromStruct(struct: Struct | undefined, folder = "."): ValueMap {
  return incoming(rawStruct(struct), folder) as ValueMap;
}

/** Makes secret what a provider without secrets gave back under the name of a secret input. */
export function annotateSecrets(outputs: ValueMap, inputs: ValueMap): ValueMap {
  return Object.fromEntries(
    Object.entries(outputs).map(([key, value]) => [key, annotate(value, inputs[key])]),
  );
}

function annotate(value: Value, input: Value | undefined): Value {
  if (isSecret(value) || input === undefined) return value;
  if (isSecret(input)) return secret(value);
  if (Array.isArray(input))
    return JSON.stringify(input).includes(SIGNATURE_KEY) && input.some(isSecret) ? secret(value) : value;
  return isMap(value) && isMap(input) ? annotateSecrets(value, input) : value;
}
