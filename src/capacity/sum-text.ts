import type { Language, Text } from "../text";
import { amountText } from "./amount";
import type { CapacityLine } from "./lines";

/**
 * The sum of a line, written out so that anybody can add it up again:
 * `rak-a: 2.400 W + 750 W = 3.150 W > 2.944 W (batas 80 % dari 3.680 W, feed A saat feed B padam)`.
 */
export function sumText(line: CapacityLine): Text {
  return { id: sumIn(line, "id"), en: sumIn(line, "en") };
}

function sumIn(line: CapacityLine, lang: Language): string {
  const { used, pending, wanted, usable, unit, place, free } = line;
  const amount = (value: number) => amountText(value, unit)[lang];
  const terms = [amount(used)];
  if (pending > 0) terms.push(`${amount(pending)} ${waiting[lang]}`);
  if (wanted > 0) terms.push(amount(wanted));
  const total = used + pending + wanted;
  const sum = terms.length === 1 ? terms.join("") : `${terms.join(" + ")} = ${amount(total)}`;
  const sign = free < 0 ? ">" : "≤";
  return `${place}: ${sum} ${sign} ${amount(usable)} (${remarks(line, lang).join(", ")})`;
}

const waiting: Text = { id: "(menunggu persetujuan)", en: "(awaiting approval)" };

/** How the limit comes about, and what it is of. */
function remarks({ capacity, margin, unit, label, basis, runtime, ...sums }: CapacityLine, lang: Language) {
  const whole = amountText(capacity, unit)[lang];
  const limit: Text = { id: `batas ${margin} % dari ${whole}`, en: `limit: ${margin} % of ${whole}` };
  const minutes = runtime?.at(sums.used + sums.pending + sums.wanted);
  const lasts: Text = {
    id: `bertahan ${minutes} menit, disyaratkan ${runtime?.required} menit`,
    en: `lasts ${minutes} minutes, ${runtime?.required} are required`,
  };
  return [
    ...(margin === undefined || margin === 100 ? [] : [limit[lang]]),
    ...(basis ? [basis[lang]] : []),
    label[lang],
    ...(runtime ? [lasts[lang]] : []),
  ];
}
