import { unusable } from "./command-error";

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const MOST_MS = 7 * 86_400_000;

/**
 * `90s`, `15m`, `2h` or `1d` in milliseconds.
 * @param option as it is typed, e.g. `--wait`
 * @throws CommandError (exit code 2) for anything else, nothing, and more than a week
 */
export function readDuration(option: string, value: unknown): number {
  const [, amount, unit = ""] = /^(\d{1,7})([smhd])$/.exec(String(value)) ?? [];
  const milliseconds = Number(amount) * (UNITS[unit] ?? Number.NaN);
  if (milliseconds > 0 && milliseconds <= MOST_MS) return milliseconds;
  throw unusable(
    {
      id: `${option} '${String(value)}' bukan lama waktu antara 1s dan 7d`,
      en: `${option} '${String(value)}' is no length of time between 1s and 7d`,
    },
    { id: `misalnya ${option} 90s, 15m, 2h atau 1d`, en: `for instance ${option} 90s, 15m, 2h or 1d` },
  );
}
