import { type OfficeTime, officeTime } from "../../calendar/office-time";
import type { Calendar } from "../../schema/generated/calendar";
import { isMoment } from "../../schema/moments";
import type { Site } from "../../schema/site";
import { unusable } from "../command-error";
import type { OptionSpec } from "../command-spec";
import type { Context } from "../context";

export const AT_OPTION: OptionSpec = {
  flags: "--at <time>",
  text: {
    id: "keadaan pada waktu ini, mis. 2026-11-23T10:00:00+07:00 (bawaan: sekarang)",
    en: "as of this moment, e.g. 2026-11-23T10:00:00+07:00 (default: now)",
  },
};

/** The office's clock and hours; undefined, and said so, when the site has no calendar. */
export function openOffice(context: Context, { calendar }: Site): OfficeTime | undefined {
  const office = usableOffice(calendar);
  if (office) return office;
  context.note(
    context.say({
      id: "datacenter/calendar.yaml tidak ada atau tidak dapat dipakai: waktu kerja tidak dihitung",
      en: "datacenter/calendar.yaml is missing or unusable: working time is not counted",
    }),
  );
  return undefined;
}

/** A calendar that no rule would let pass cannot be counted by: titip check tells what is wrong with it. */
export function usableOffice(calendar: Calendar | undefined): OfficeTime | undefined {
  if (!calendar) return undefined;
  try {
    return officeTime(calendar);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/**
 * `--at`, else now, in milliseconds since 1970.
 * @throws CommandError (exit code 2) for what is no moment
 */
export function momentOption(context: Context, at: unknown): number {
  if (at === undefined) return context.now().getTime();
  if (typeof at === "string" && isMoment(at)) return Date.parse(at);
  throw unusable({
    id: `--at '${String(at)}' bukan waktu dengan zona: 2026-11-23T10:00:00+07:00`,
    en: `--at '${String(at)}' is no moment with its offset: 2026-11-23T10:00:00+07:00`,
  });
}

/** The day of a moment on the office's clock; in UTC without a calendar. */
export function dayOf(office: OfficeTime | undefined, moment: number): string {
  return office ? office.write(moment).slice(0, 10) : new Date(moment).toISOString().slice(0, 10);
}
