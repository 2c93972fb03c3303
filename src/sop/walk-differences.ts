import { deliveredServer, sameValue } from "../schema/delivered-server";
import type { ColocationRequest } from "../schema/generated/colocation-request";
import type { Text } from "../text";

/** Something about the server that was brought that is not as it was approved. */
export interface Difference {
  /** Field of the specification, as in the request's file. */
  field: string;
  approved: string;
  delivered: string;
}

const FIELDS: Readonly<Record<string, Text>> = {
  brand: { id: "merek", en: "brand" },
  model: { id: "model", en: "model" },
  serial: { id: "nomor seri", en: "serial number" },
  rack_units: { id: "tinggi (U)", en: "height (U)" },
  power: { id: "daya", en: "power" },
  operating_system: { id: "sistem operasi", en: "operating system" },
  software: { id: "perangkat lunak", en: "software" },
};

/**
 * What was brought (activity "delivery") against the approved specification. Only what the delivery states is
 * compared: accessories, and what nobody wrote down, differ in nothing.
 */
export function specificationDifferences(request: ColocationRequest): Difference[] {
  const item = deliveredServer(request);
  if (!item) return [];
  const stated = { ...item, name: undefined, quantity: undefined };
  return Object.keys(FIELDS).flatMap((field): Difference[] => {
    const [approved, delivered] = [statedValue(request.server, field), statedValue(stated, field)];
    if (approved === undefined || delivered === undefined || sameValue(approved, delivered)) return [];
    return [{ field, approved: worded(approved), delivered: worded(delivered) }];
  });
}

function statedValue(holder: object, field: string): unknown {
  return new Map<string, unknown>(Object.entries(holder)).get(field);
}

function worded(value: unknown): string {
  return Array.isArray(value) ? value.join(", ") : String(value);
}

/** `daya: disetujui 750 W, dibawa 900 W`. */
export function differenceText({ field, approved, delivered }: Difference): Text {
  const name = FIELDS[field] ?? { id: field, en: field };
  return {
    id: `${name.id}: disetujui ${approved}, dibawa ${delivered}`,
    en: `${name.en}: approved ${approved}, brought ${delivered}`,
  };
}

/** All of them in one sentence. */
export function differencesText(differences: readonly Difference[]): Text {
  const texts = differences.map(differenceText);
  return { id: texts.map(({ id }) => id).join("; "), en: texts.map(({ en }) => en).join("; ") };
}
