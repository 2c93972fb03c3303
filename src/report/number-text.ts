import type { Language } from "../text";

/** `12345.5` → `12.345,5` (Indonesian) or `12,345.5`; at most two decimals, the same on every machine. */
export function numberText(value: number, lang: Language): string {
  const [whole = "0", decimals] = String(Math.round(Math.abs(value) * 100) / 100).split(".");
  const [group, point] = lang === "id" ? [".", ","] : [",", "."];
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group);
  return `${value < 0 ? "-" : ""}${grouped}${decimals ? `${point}${decimals}` : ""}`;
}

const UNITS = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

/** Bytes in the largest binary unit that leaves at least 1: `1536` → `1,5 KiB`. */
export function byteText(bytes: number, lang: Language): string {
  let value = bytes;
  let unit = 0;
  while (Math.abs(value) >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${numberText(value, lang)} ${UNITS[unit]}`;
}
