import common from "../../../schema/common.json";
import { isDate } from "../../schema/moments";
import { formatWords } from "../../schema/shape/format-words";
import type { Site } from "../../schema/site";
import type { Text } from "../../text";
import type { Parsed } from "../dialogue/dialogue";
import { parseSimple } from "../dialogue/simple-values";
import type { NewField, NewFieldType } from "./request-fields";

/**
 * What a person typed for a field, as the request's file has it. Only its form is looked at here: the rules look at
 * the whole request before it is written.
 */
export function parseNewField({ type }: NewField, text: string, site: Site, agency?: string): Parsed {
  const answer = text.trim();
  if (typeof type === "string") return parsers[type](answer, site);
  if ("of" in type) return parseSimple("choice", answer, site, type.of);
  if ("key" in type) return parseSimple("choice", answer, site, keysOf(type.key, site, agency));
  return parseDefinition(type.definition, answer, site);
}

/** Keys of the inventory that a field may have; of contacts those who speak for the agency. */
export function keysOf(
  key: "agency" | "contact" | "zone",
  { agencies, contacts, zones }: Site,
  agency?: string,
): string[] {
  if (key === "agency") return [...agencies.keys()];
  if (key === "zone") return [...zones.keys()].filter((zone) => !zone.endsWith(".in-addr.arpa"));
  return [...contacts].flatMap(([name, contact]) =>
    contact.agency !== undefined && (agency === undefined || contact.agency === agency) ? [name] : [],
  );
}

/** Values to choose from, where there are few. */
export function choicesOf({ type }: NewField, site: Site, agency?: string): readonly string[] {
  if (typeof type === "string") return [];
  if ("of" in type) return type.of;
  if ("key" in type) return keysOf(type.key, site, agency);
  return enumOf(type.definition);
}

type Definition = Extract<NewFieldType, { definition: string }>["definition"];

interface Shape {
  pattern?: string;
  enum?: string[];
}

/** Only what is looked at of the schema's definitions. */
const definitions: ReadonlyMap<string, Shape> = new Map<string, Shape>(
  Object.entries(common.$defs).map(([name, definition]): [string, Shape] => [
    name,
    {
      pattern: "pattern" in definition ? definition.pattern : undefined,
      enum: "enum" in definition ? definition.enum : undefined,
    },
  ]),
);

function enumOf(name: Definition): readonly string[] {
  return definitions.get(name)?.enum ?? [];
}

function parseDefinition(name: Definition, answer: string, site: Site): Parsed {
  const allowed = enumOf(name);
  if (allowed.length > 0) return parseSimple("choice", answer, site, allowed);
  const { pattern } = definitions.get(name) ?? {};
  const fits =
    name === "date" ? isDate(answer) : pattern === undefined || new RegExp(pattern, "u").test(answer);
  if (fits) return { value: answer };
  return { wrong: formatWords[name] ?? { id: "tulis lain", en: "write it differently" } };
}

type Listed = Extract<NewFieldType, string>;

const parsers: Readonly<Record<Listed, (answer: string, site: Site) => Parsed>> = {
  label: (answer) =>
    /^[a-z0-9-]{1,63}$/.test(answer)
      ? { value: answer }
      : wrong("huruf kecil, angka dan tanda hubung", "lower-case letters, digits and hyphens"),
  labels: (answer, site) => parseSimple("lines", answer, site),
  lines: (answer, site) => parseSimple("lines", answer, site),
  count: (answer, site) => parseSimple("count", answer, site),
  interfaces: (answer) => each(answer, interfaceOf, "nama,mac,kecepatan", "name,mac,speed"),
  access: (answer) =>
    each(answer, accessOf, "tcp/443 atau tcp/22 from 10.20.0.0/16", "tcp/443 or tcp/22 from 10.20.0.0/16"),
};

function each(answer: string, parse: (part: string) => unknown, id: string, en: string): Parsed {
  const values = answer.split(";").map((part) => parse(part.trim()));
  return values.includes(undefined) ? wrong(`tulis ${id}`, `write ${en}`) : { value: values };
}

function interfaceOf(text: string): unknown {
  const [name, mac, speed, ...more] = text.split(",").map((part) => part.trim());
  if (!name || !mac || !speed || more.length > 0) return undefined;
  return { name, mac: mac.toLowerCase(), speed };
}

function accessOf(text: string): unknown {
  const match = /^(tcp|udp)\/(\d{1,5})(?:\s+from\s+(.+))?$/i.exec(text);
  if (!match) return undefined;
  const [, protocol = "", port, from] = match;
  const networks = from?.split(",").map((part) => part.trim());
  return { protocol: protocol.toLowerCase(), port: Number(port), ...(networks ? { from: networks } : {}) };
}

function wrong(id: string, en: string): { wrong: Text } {
  return { wrong: { id, en } };
}
