/** Quantities as the schemas allow them (`schema/common.json`): a whole number, a space, a unit. */

const sizeUnits = { MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40 } as const;
const rateUnits = { "kbit/s": 1e3, "Mbit/s": 1e6, "Gbit/s": 1e9 } as const;
const powerUnits = { W: 1, kW: 1e3 } as const;
const apparentPowerUnits = { VA: 1, kVA: 1e3 } as const;
/** One watt is 3.412142 BTU/h (international table). */
const heatUnits = { "BTU/h": 1 / 3.412142, W: 1, kW: 1e3 } as const;
const weightUnits = { kg: 1 } as const;
const lengthUnits = { mm: 1, cm: 10 } as const;
const durationUnits = { minute: "minutes", hour: "hours", day: "days" } as const;

/** Bytes of a size like `20 GiB`. Throws `RangeError` for anything that the schema would refuse. */
export function parseSize(text: string): number {
  return parse(text, sizeUnits);
}

/** Bits per second of a rate like `20 Mbit/s`. Throws `RangeError`. */
export function parseRate(text: string): number {
  return parse(text, rateUnits);
}

/** Watts of a power like `750 W`. Throws `RangeError`. */
export function parsePower(text: string): number {
  return parse(text, powerUnits, withTenths);
}

/** Volt-amperes of an apparent power like `10 kVA`. Throws `RangeError`. */
export function parseApparentPower(text: string): number {
  return parse(text, apparentPowerUnits);
}

/** Watts of a heat like `2559 BTU/h` or `12 kW`, not rounded. Throws `RangeError`. */
export function parseHeat(text: string): number {
  return parse(text, heatUnits);
}

/** Kilograms of a weight like `22 kg`. Throws `RangeError`. */
export function parseWeight(text: string): number {
  return parse(text, weightUnits, withTenths);
}

/** Millimetres of a length like `750 mm`. Throws `RangeError`. */
export function parseLength(text: string): number {
  return parse(text, lengthUnits);
}

/** A share like `80 %` in whole percent. Throws `RangeError`. */
export function parsePercent(text: string): number {
  return parse(text, { "%": 1 });
}

/** Minutes of a time that runs by the clock, like `10 minutes` or `1 hour`. Throws `RangeError` for days, too. */
export function parseMinutes(text: string): number {
  const { amount, unit } = parseTimeLimit(text);
  if (unit === "days") throw notAQuantity(text, ["minutes", "hours"]);
  return unit === "hours" ? amount * 60 : amount;
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

const whole = /^([1-9][0-9]{0,6}) (\S+)$/;
/** Plates of devices give tenths: `1.5 kW`, `17.6 kg`. */
const withTenths = /^([1-9][0-9]{0,6}(?:\.[0-9])?) (\S+)$/;

function parse(text: string, units: Readonly<Record<string, number>>, form = whole): number {
  const match = form.exec(text);
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
