import { numberText } from "../report/number-text";
import type { Text } from "../text";

/** What is counted: watts, rack units, kilograms, bytes, bits per second, pieces. */
export type Unit =
  | "W"
  | "U"
  | "kg"
  | "bytes"
  | "bit/s"
  | "sites"
  | "cores"
  | "addresses"
  | "ports"
  | "connections";

interface Shown {
  word: Text;
  /** How many of the counted unit are one of the shown one. */
  per: number;
}

const same = (word: string): Text => ({ id: word, en: word });

/** One unit for all numbers of a line, so that a reader can add them up. */
const shown: Readonly<Record<Unit, Shown>> = {
  W: { word: same("W"), per: 1 },
  U: { word: same("U"), per: 1 },
  kg: { word: same("kg"), per: 1 },
  bytes: { word: same("GiB"), per: 2 ** 30 },
  "bit/s": { word: same("Mbit/s"), per: 1e6 },
  sites: { word: { id: "situs", en: "sites" }, per: 1 },
  cores: { word: { id: "inti", en: "cores" }, per: 1 },
  addresses: { word: { id: "alamat", en: "addresses" }, per: 1 },
  ports: { word: { id: "port", en: "ports" }, per: 1 },
  connections: { word: { id: "koneksi", en: "connections" }, per: 1 },
};

/** An amount with its unit: `2.400 W`, `0,5 GiB`. */
export function amountText(amount: number, unit: Unit): Text {
  const { word, per } = shown[unit];
  return {
    id: `${numberText(amount / per, "id")} ${word.id}`,
    en: `${numberText(amount / per, "en")} ${word.en}`,
  };
}

/** A need rounded up to a whole number: nothing that is asked for gets lost. */
export function roundUp(amount: number): number {
  return Math.ceil(amount - EPSILON);
}

/** A rating rounded down to a whole number: nothing that is not there is promised. */
export function roundDown(amount: number): number {
  return Math.floor(amount + EPSILON);
}

/** What floating point adds: 1.1 kW is 1100.0000000000002 W. */
const EPSILON = 1e-6;
