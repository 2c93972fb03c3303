import type { Text } from "../../text";
import { localDay } from "../moments";
import type { Rule } from "./rule";

/** Minutes of a handover (co-location activity 8) are written when the equipment is there, and before they are cited. */
export const minutesDate: Rule = {
  id: "minutes-date",
  check({ site, procedureOf }, report) {
    for (const { file, data } of site.requests) {
      const { delivery, placement } = data.steps;
      const date = placement?.minutes?.date;
      if (!placement || date === undefined) continue;
      const pointer = "/steps/placement/minutes/date";
      const key = (effect: "delivery" | "placement") => procedureOf(data)?.officeKey(effect) ?? effect;
      const found = { file, pointer, remedy };
      if (delivery && date < localDay(delivery.at)) {
        const message = before(date, key("delivery"), localDay(delivery.at));
        report({ ...found, message, rests: ["/steps/delivery/at"] });
      } else if (date > localDay(placement.at)) {
        const message = after(date, key("placement"), localDay(placement.at));
        report({ ...found, message, rests: ["/steps/placement/at"] });
      }
    }
  },
};

const remedy: Text = {
  id: "Perbaiki tanggal berita acara atau waktu kegiatan.",
  en: "Correct the date of the minutes or the activity's time.",
};

function before(date: string, delivery: string, day: string): Text {
  return {
    id: `berita acara bertanggal ${date}, sebelum perangkat dibawa (\`${delivery}\`, ${day})`,
    en: `the minutes are dated ${date}, before the equipment was brought (\`${delivery}\`, ${day})`,
  };
}

function after(date: string, placement: string, day: string): Text {
  return {
    id: `berita acara bertanggal ${date}, sesudah kegiatannya (\`${placement}\`, ${day})`,
    en: `the minutes are dated ${date}, after their activity (\`${placement}\`, ${day})`,
  };
}
