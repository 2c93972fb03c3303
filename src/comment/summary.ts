import { blockingProblems } from "../provision/blocking-problems";
import type { Language, Text } from "../text";
import type { About, Fate } from "./about";
import type { CommentInput } from "./given";
import { type Line, type Part, paragraph, type Section } from "./model";
import { sentenceOf } from "./sentences";
import { fateText } from "./words";

/** First of all: what will exist after the merge, in sentences. */
export function summarySection(input: CommentInput, all: readonly About[]): Section {
  const { lang, problems } = input;
  const title = { id: "Yang akan ada setelah digabungkan", en: "What will exist after the merge" }[lang];
  const errors = blockingProblems(problems).length;
  if (errors > 0) return { title, whole: true, parts: [faulty(errors, lang)] };
  if (all.length === 0) return { title, whole: true, parts: [paragraph(NOTHING[lang])] };
  const items = all.map((about) => sentenceOf(about, lang));
  return { title, whole: true, parts: [{ kind: "list", items }, paragraph(OTHERS[lang])] };
}

const NOTHING: Text = {
  id: "Penggabungan ini tidak mengubah apa pun di server.",
  en: "This merge changes nothing on the servers.",
};

const OTHERS: Text = {
  id: "Semua layanan lain tetap seperti sekarang.",
  en: "All other services stay as they are.",
};

function faulty(count: number, lang: Language): Part {
  const title = {
    id: `Belum dapat diterapkan: ${count} kesalahan pada berkas`,
    en: `Cannot be applied yet: ${count} errors in the files`,
  }[lang];
  const line = {
    id: "Perbaiki yang disebut di bawah “Peringatan”; selama itu tidak ada yang dijalankan.",
    en: "Put right what is named under “Warnings”; until then nothing is run.",
  }[lang];
  return { kind: "alert", urgency: "caution", title, lines: [[line]] };
}

/** `Rencana perubahan: 1 baru, 2 berubah`. */
export function titleOf({ problems, lang }: CommentInput, all: readonly About[]): string {
  if (blockingProblems(problems).length > 0)
    return { id: "Belum dapat direncanakan", en: "Cannot be planned yet" }[lang];
  const counts = new Map<Fate, number>();
  for (const { fate } of all) counts.set(fate, (counts.get(fate) ?? 0) + 1);
  const list = [...counts].map(([fate, count]) => `${count} ${fateText(fate)[lang]}`).join(", ");
  const nothing = { id: "tidak ada perubahan di server", en: "no changes on the servers" }[lang];
  return `${{ id: "Rencana perubahan", en: "Planned changes" }[lang]}: ${list || nothing}`;
}

/** A line of a problem, refusal or limit: where, then what. */
export function placed(where: string, what: string, remedy?: string): Line {
  return [{ code: where }, `: ${what}`, ...(remedy ? [` → ${remedy}`] : [])];
}
