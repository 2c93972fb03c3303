/** What a YAML mapping becomes. A list is one, too, with its indexes as keys. */
export type JsonRecord = Record<string, unknown>;

const nothing: Readonly<JsonRecord> = {};

/** The same object, not a copy: a hostile file has a hundred thousand fields. */
export function record(value: unknown): Readonly<JsonRecord> {
  return isRecord(value) ? value : nothing;
}

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === "object" && value !== null;
}
