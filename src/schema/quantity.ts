/** Quantities as the schemas allow them (`schema/common.json`): a whole number, a space, a unit. */

const sizeUnits = { MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40 } as const;
const rateUnits = { "kbit/s": 1e3, "Mbit/s": 1e6, "Gbit/s": 1e9 } as const;
const durationUnits = { minute: "minutes", hour: "hours", day: "days" } as const;

/** Bytes of a size like `20 GiB`. Throws `RangeError` for anything that the schema would refuse. */
export function parseSize(text: string): number {
  return parse(text, sizeUnits);
}

/** Bits per second of a rate like `20 Mbit/s`. Throws `RangeError`. */
export function parseRate(text: string): number {
  return parse(text, rateUnits);
}

/** A time limit; days are working days, so it cannot be turned into milliseconds without a calendar. */
export interface TimeLimit {
  amount: number;
  unit: "minutes" | "hours" | "days";
}

/** A time limit like `2 days` or `1 hour`. Throws `RangeError`. */
export function parseTimeLimit(text: string): TimeLimit {
  const match = /^([1-9][0-9]{0,3}) (minute|hour|day)s?$/.exec(text);
  const unit = match?.[2];
  if (!match || !isKeyOf(durationUnits, unit)) throw notAQuantity(text, Object.values(durationUnits));
  return { amount: Number(match[1]), unit: durationUnits[unit] };
}

/** The shortest exact form of bytes: 2147483648 is `2 GiB`. */
export function formatSize(bytes: number): string {
  return format(bytes, sizeUnits);
}

/** The shortest exact form of bits per second. */
export function formatRate(bitsPerSecond: number): string {
  return format(bitsPerSecond, rateUnits);
}

function parse(text: string, units: Readonly<Record<string, number>>): number {
  const match = /^([1-9][0-9]{0,6}) (\S+)$/.exec(text);
  const unit = match?.[2];
  const factor = unit !== undefined && Object.hasOwn(units, unit) ? units[unit] : undefined;
  if (!match || factor === undefined) throw notAQuantity(text, Object.keys(units));
  return Number(match[1]) * factor;
}

function format(amount: number, units: Readonly<Record<string, number>>): string {
  const [smallest] = Object.entries(units);
  const fitting = Object.entries(units).filter(([, factor]) => amount >= factor && amount % factor === 0);
  const [unit, factor] = fitting.at(-1) ?? smallest ?? ["", 1];
  return `${Number((amount / factor).toFixed(2))} ${unit}`;
}

function isKeyOf<T extends object>(object: T, key: string | undefined): key is string & keyof T {
  return key !== undefined && Object.hasOwn(object, key);
}

function notAQuantity(text: string, units: readonly string[]): RangeError {
  return new RangeError(`"${text}" is not a number and one of ${units.join(", ")}`);
}
