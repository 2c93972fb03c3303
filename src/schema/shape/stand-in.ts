import { isIPv4 } from "node:net";
import { isDate, isMoment } from "../moments";
import { pointerStep } from "../yaml/pointer";
import { isRecord, record } from "./record";

/** A better stand-in than the neutral one, for the places where something is known about the value. */
export type Guess = (pointer: string) => unknown;

/**
 * Values that nothing real has, so that none of them ever equals a key, a name or an address of the site.
 * The first one that has a schema's form stands in.
 */
const neutral: readonly string[] = [
  "stand-in",
  "stand-in.invalid",
  "stand_in",
  "stand-in@stand-in.invalid",
  "9999-12-31",
  "9999-12-31T00:00:00Z",
  "255.255.255.255",
  "255.255.255.255/32",
  "0".repeat(64),
  `sha256:${"0".repeat(64)}`,
  "000000000000000000",
  "1 MiB",
  "1 kbit/s",
  "1 minute",
  "1 W",
  "1 VA",
  "1 kg",
  "1 mm",
  "1 %",
  "Z",
  "ssh-ed25519 AAAA",
  "HST-0000-0000",
  "COL-0000-0000",
  "00:00:00:00:00:00",
];

/**
 * A value of the right shape for a schema of ours.
 *
 * @param definitions what `$ref`s lead to, by their last step: the names of `$defs` are unique
 * @param pointer where the value is to stand
 */
export function standIn(
  schema: unknown,
  definitions: ReadonlyMap<string, unknown>,
  pointer: string,
  guess: Guess,
): unknown {
  const { $ref, ...own } = record(schema);
  const whole = { ...record(typeof $ref === "string" ? definitions.get(lastStep($ref)) : undefined), ...own };
  const nested = (inner: unknown, key: string) =>
    standIn(inner, definitions, pointer + pointerStep(key), guess);
  return guess(pointer) ?? simple(whole) ?? grouped(whole, nested);
}

function lastStep(reference: string): string {
  return reference.slice(reference.lastIndexOf("/") + 1);
}

function simple(schema: Readonly<Record<string, unknown>>): unknown {
  if (schema.const !== undefined) return schema.const;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  if (schema.type === "boolean") return false;
  if (schema.type === "integer" || schema.type === "number") return schema.minimum ?? 0;
  if (schema.type === "object" || schema.type === "array") return undefined;
  return neutral.find((text) => fits(text, schema));
}

type Nested = (schema: unknown, key: string) => unknown;

function grouped(schema: Readonly<Record<string, unknown>>, nested: Nested): unknown {
  if (schema.type === "array") {
    return Number(schema.minItems ?? 0) > 0 ? [nested(schema.items, "0")] : [];
  }
  const required = Array.isArray(schema.required) ? schema.required.map(String) : [];
  const properties = record(schema.properties);
  return Object.fromEntries(required.map((key) => [key, nested(properties[key], key)]));
}

const formats: Readonly<Record<string, (text: string) => boolean>> = {
  date: isDate,
  "date-time": isMoment,
  ipv4: isIPv4,
  email: (text) => text.includes("@"),
};

function fits(text: string, { pattern, format, maxLength }: Readonly<Record<string, unknown>>): boolean {
  if (typeof pattern === "string" && !new RegExp(pattern, "u").test(text)) return false;
  if (typeof maxLength === "number" && text.length > maxLength) return false;
  return typeof format !== "string" || (formats[format]?.(text) ?? true);
}

/** The definitions of schemas by name. */
export function definitionsOf(...schemas: readonly unknown[]): ReadonlyMap<string, unknown> {
  return new Map(
    schemas.flatMap((schema) => {
      const { $defs } = record(schema);
      return isRecord($defs) ? Object.entries($defs) : [];
    }),
  );
}
