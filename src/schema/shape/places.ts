import { pointerSteps } from "../yaml/pointer";
import { isRecord, type JsonRecord } from "./record";

/** The value at a JSON pointer; undefined when there is none. */
export function valueAt(data: unknown, pointer: string): unknown {
  let value = data;
  for (const step of pointerSteps(pointer)) {
    value = isRecord(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  }
  return value;
}

/** The group or list that holds the value at a pointer, and the value's key in it. */
export function placeOf(data: unknown, pointer: string): { group: JsonRecord; key: string } | undefined {
  const key = pointerSteps(pointer).at(-1);
  const group = valueAt(data, pointer.slice(0, pointer.lastIndexOf("/")));
  return key !== undefined && isRecord(group) ? { group, key } : undefined;
}

/** Gives a key another name at the same place: the order of a request's steps means something. */
export function renameKey(group: JsonRecord, from: string, to: string): void {
  const entries = Object.entries(group);
  for (const [key] of entries) delete group[key];
  for (const [key, value] of entries) {
    const options = { value, configurable: true, enumerable: true, writable: true };
    Object.defineProperty(group, key === from ? to : key, options); // a key may be `__proto__`
  }
}
