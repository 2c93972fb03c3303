const SMALL = "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas".split(" ");

const SCALES: [number, string][] = [
  [1_000_000_000, "miliar"],
  [1_000_000, "juta"],
  [1000, "ribu"],
  [100, "ratus"],
];

/** A number as minutes spell it: 2026 → `dua ribu dua puluh enam`. Whole numbers from 0 up to 999 billion. */
export function inWords(number: number): string {
  if (number < 12) return SMALL[number] ?? String(number);
  if (number < 20) return `${inWords(number - 10)} belas`;
  if (number < 100) return joined(`${inWords(Math.floor(number / 10))} puluh`, number % 10);
  const [size, word] = SCALES.find(([scale]) => number >= scale) ?? [100, "ratus"];
  const count = Math.floor(number / size);
  // seratus, seribu; but satu juta
  const head = count === 1 && size <= 1000 ? `se${word}` : `${inWords(count)} ${word}`;
  return joined(head, number % size);
}

function joined(head: string, rest: number): string {
  return rest === 0 ? head : `${head} ${inWords(rest)}`;
}
