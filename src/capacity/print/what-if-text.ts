import type { Language, Text } from "../../text";
import { sumText } from "../sum-text";
import type { WhatIf } from "../what-if";
import type { PaintPart } from "./gauge";
import { gauges } from "./text";

/** Before and after of one request, with the sums and the answer. */
export function whatIfText(answer: WhatIf, lang: Language, paint: PaintPart): string {
  const { request, lines, reason } = answer;
  const title: Text = {
    id: `Seandainya ${request.id} disetujui (belum ada yang dicatat)`,
    en: `If ${request.id} were approved (nothing is recorded)`,
  };
  if (lines.length === 0) return [title[lang], reason?.[lang] ?? "", verdict(answer)[lang]].join("\n\n");
  const before = lines.map((line) => ({ ...line, wanted: 0, free: line.free + line.wanted }));
  const counted = lines.filter(({ wanted }) => wanted > 0); // of an unknown weight there is no sum
  const sums = counted.map((line) => ` ${sumText(line)[lang]}`).join("\n");
  return [
    title[lang],
    `${words.before[lang]}\n${gauges(before, lang, paint)}`,
    `${words.after[lang]}\n${gauges(lines, lang, paint)}\n${words.legend[lang]}`,
    reason ? reason[lang] : `${words.sums[lang]}\n${sums}`, // a reason has the sums in it
    verdict(answer)[lang],
  ].join("\n\n");
}

const words = {
  before: { id: "Sebelum", en: "Before" },
  after: { id: "Sesudah", en: "After" },
  legend: {
    id: " █ terpakai  ▓ menunggu persetujuan  ▒ yang dicoba  ░ tersisa",
    en: " █ used  ▓ awaiting approval  ▒ tried  ░ free",
  },
  sums: { id: "Hitungan", en: "Sums" },
};

function verdict({ request, fits }: WhatIf): Text {
  return fits
    ? { id: `${request.id} muat.`, en: `${request.id} fits.` }
    : { id: `${request.id} TIDAK muat.`, en: `${request.id} does NOT fit.` };
}
