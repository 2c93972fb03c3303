import { isTimeZone } from "../../calendar/time-zone";
import type { Text } from "../../text";
import type { Calendar } from "../generated/calendar";
import { optionalFiles } from "../site-files";
import type { Report, Rule } from "./rule";

/** The calendar can be counted by: a known time zone, hours in their order, each holiday once. */
export const calendarPlan: Rule = {
  id: "calendar-plan",
  needs: ["calendar"],
  check({ site: { calendar } }, report) {
    if (!calendar) return;
    if (!isTimeZone(calendar.time_zone))
      report(finding("/calendar/time_zone", unknownZone(calendar.time_zone), asInIana));
    checkHours(calendar, report);
    checkHolidays(calendar, report);
    const { from, until } = calendar.complete;
    if (from > until) report(finding("/calendar/complete/until", reversed(from, until), inOrder));
  },
};

const file = optionalFiles.calendar;

function checkHours({ hours }: Calendar, report: Report): void {
  for (const [weekday, day] of Object.entries(hours)) {
    const place = `/calendar/hours/${weekday}`;
    if (day.from >= day.until) report(finding(`${place}/until`, reversed(day.from, day.until), inOrder));
    for (const [index, pause] of (day.breaks ?? []).entries()) {
      const wrong =
        pause.from >= pause.until
          ? reversed(pause.from, pause.until)
          : outside(pause, day)
            ? outOfHours
            : undefined;
      if (wrong) report(finding(`${place}/breaks/${index}/until`, wrong, inOrder));
    }
  }
}

function outside(pause: { from: string; until: string }, day: { from: string; until: string }): boolean {
  return pause.from < day.from || pause.until > day.until;
}

function checkHolidays({ holidays }: Calendar, report: Report): void {
  const seen = new Set<string>();
  for (const [index, { date }] of holidays.entries()) {
    if (seen.has(date)) report(finding(`/calendar/holidays/${index}/date`, twice(date), once));
    seen.add(date);
  }
}

function finding(pointer: string, message: Text, remedy: Text) {
  return { file, pointer, message, remedy, rests: [pointer.replace(/\/until$/, "/from")] };
}

function unknownZone(name: string): Text {
  return { id: `zona waktu \`${name}\` tidak dikenal`, en: `the time zone \`${name}\` is not known` };
}

function reversed(from: string, until: string): Text {
  return {
    id: `berakhir ${until}, sebelum dimulai (${from})`,
    en: `it ends at ${until}, before it begins (${from})`,
  };
}

function twice(date: string): Text {
  return { id: `hari libur ${date} sudah tercantum`, en: `the holiday ${date} is listed already` };
}

const outOfHours: Text = {
  id: "istirahat di luar jam kerja hari itu",
  en: "the break is outside the day's hours",
};
const inOrder: Text = { id: "Perbaiki jam atau tanggalnya.", en: "Correct the times or dates." };
const once: Text = { id: "Hapus salah satunya.", en: "Remove one of them." };
const asInIana: Text = {
  id: "Tulis nama IANA (Asia/Jakarta, Asia/Makassar, Asia/Jayapura) atau selisih seperti +07:00.",
  en: "Write its IANA name (Asia/Jakarta, Asia/Makassar, Asia/Jayapura) or an offset like +07:00.",
};
