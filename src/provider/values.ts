import { Struct } from "google-protobuf/google/protobuf/struct_pb";

/** Sent by engines in previews for what only an apply can tell (sdk/go/common/resource/plugin/rpc.go). */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

// biome-ignore lint/suspicious/noExplicitAny: google-protobuf's own type for plain values
type Plain = any;

/** Plain values of a message; `{}` when the engine sent none. */
export function fromStruct<T>(struct: Struct | undefined): T {
  return (struct?.toJavaScript() ?? {}) as unknown as T;
}

/** Message of plain values; properties that are `undefined` are left out. */
export function toStruct(value: object): Struct {
  return Struct.fromJavaScript(JSON.parse(JSON.stringify(value)) as Plain);
}

/** Whether a value still hides something that only an apply can tell. */
export function hasUnknown(value: unknown): boolean {
  return JSON.stringify(value)?.includes(UNKNOWN) ?? false;
}
