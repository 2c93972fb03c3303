import type { TimeLimit } from "../../schema/quantity";
import type { Language, Text } from "../../text";

const UNITS: Record<TimeLimit["unit"], Text> = {
  minutes: { id: "menit", en: "min" },
  hours: { id: "jam", en: "h" },
  days: { id: "hari kerja", en: "working days" },
};

/** A limit as the procedure has it: `2 hari kerja`. */
export function limitText({ amount, unit }: TimeLimit, lang: Language): string {
  return `${amount} ${UNITS[unit][lang]}`;
}

/** Working time in the unit of its limit, no finer than a reader needs: `1 jam 20 menit`, `1,5 hari kerja`. */
export function usedText(used: number, unit: TimeLimit["unit"], lang: Language): string {
  if (unit === "days") return `${decimal(used, lang)} ${UNITS.days[lang]}`;
  const minutes = Math.floor(used * (unit === "hours" ? 60 : 1) + 1e-6);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  const parts = [
    ...(hours > 0 ? [`${hours} ${UNITS.hours[lang]}`] : []),
    ...(rest > 0 || hours === 0 ? [`${rest} ${UNITS.minutes[lang]}`] : []),
  ];
  return parts.join(" ");
}

/** One digit after the point, cut and not rounded up: 1.96 days are not yet 2. */
function decimal(value: number, lang: Language): string {
  const text = (Math.floor(value * 10 + 1e-6) / 10).toString();
  return lang === "id" ? text.replace(".", ",") : text;
}
