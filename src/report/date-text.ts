import type { Language } from "../text";

const MONTHS = {
  id: "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split(" "),
  en: "January February March April May June July August September October November December".split(" "),
} as const;

/** Indonesia's three time zones, by the offset a request writes. */
const ZONES: Record<string, string> = { "+07:00": "WIB", "+08:00": "WITA", "+09:00": "WIT", Z: "UTC" };

/** `2026-11-09` → `9 November 2026`; anything else is returned as it is. */
export function dateText(date: string, lang: Language): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(date);
  const month = match && MONTHS[lang][Number(match[2]) - 1];
  return match && month ? `${Number(match[3])} ${month} ${match[1]}` : date;
}

/**
 * `2026-11-09T08:40:00+07:00` → `9 November 2026 pukul 08.40 WIB`. The hour is the one written in the
 * request, not that of the machine which renders it.
 */
export function timeText(time: string, lang: Language): string {
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.exec(time);
  if (!match) return dateText(time, lang);
  const [, date = "", hour, minute, offset = ""] = match;
  const zone = ZONES[offset] ?? `UTC${offset}`;
  const clock = lang === "id" ? `pukul ${hour}.${minute}` : `${hour}:${minute}`;
  return `${dateText(date, lang)} ${clock} ${zone}`;
}
