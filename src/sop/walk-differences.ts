import type { ColocationRequest } from "../schema/generated/colocation-request";
import type { DeliveredItem } from "../schema/generated/steps";
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
export function specificationDifferences({ server, steps }: ColocationRequest): Difference[] {
  const item = deliveredServer(server.serial, steps.delivery?.items ?? []);
  if (!item) return [];
  const stated = { ...item, name: undefined, quantity: undefined };
  return Object.keys(FIELDS).flatMap((field): Difference[] => {
    const [approved, delivered] = [statedValue(server, field), statedValue(stated, field)];
    if (approved === undefined || delivered === undefined || sameValue(approved, delivered)) return [];
    return [{ field, approved: worded(approved), delivered: worded(delivered) }];
  });
}

/** The item with the server's serial number, else the first that states what a server has. */
function deliveredServer(
  serial: string | undefined,
  items: readonly DeliveredItem[],
): DeliveredItem | undefined {
  return (
    items.find(
      (item) => serial !== undefined && item.serial !== undefined && sameValue(item.serial, serial),
    ) ??
    items.find((item) => item.rack_units !== undefined || item.operating_system !== undefined) ??
    items.find((item) => item.serial !== undefined) ??
    items[0]
  );
}

function statedValue(holder: object, field: string): unknown {
  return new Map<string, unknown>(Object.entries(holder)).get(field);
}

/** Case and blanks are how somebody typed it; the order of software is nobody's wish. */
function sameValue(a: unknown, b: unknown): boolean {
  const plain = (value: unknown) => String(value).trim().replace(/\s+/g, " ").toLowerCase();
  if (!Array.isArray(a) || !Array.isArray(b)) return plain(a) === plain(b);
  return [...a].map(plain).sort().join("\n") === [...b].map(plain).sort().join("\n");
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
