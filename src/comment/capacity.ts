import { amountText } from "../capacity/amount";
import type { CapacityLine } from "../capacity/lines";
import { sumText } from "../capacity/sum-text";
import { whatIf } from "../capacity/what-if";
import type { Language } from "../text";
import type { About } from "./about";
import type { CommentInput } from "./given";
import type { Line, Part, Section } from "./model";

/** What is left before and after, with sums that anybody can add up again. */
export function capacitySection(input: CommentInput, all: readonly About[]): Section | undefined {
  const title = { id: "Kapasitas sebelum dan sesudah", en: "Capacity before and after" }[input.lang];
  const parts = all.flatMap((about) => (drawsMore(about) ? capacityOf(input, about) : []));
  return parts.length > 0 ? { title, parts } : undefined;
}

/** What ends or rests draws nothing new; its place is counted as before. */
function drawsMore({ fate }: About): boolean {
  return fate === "created" || fate === "changed";
}

function capacityOf({ site, at, lang }: CommentInput, { request, name }: About): Part[] {
  if (!request) return [];
  const { lines, fits, reason } = whatIf(site, request, at);
  const counted = lines.filter(({ wanted }) => wanted > 0);
  const answer = fits ? { id: "Cukup.", en: "It fits." } : { id: "TIDAK CUKUP.", en: "It does NOT fit." };
  const verdict: Line = [{ strong: answer[lang] }, ...(reason ? [` ${reason[lang]}`] : [])];
  const heading: Part = { kind: "heading", text: `${name} – ${request.id}` };
  if (counted.length === 0) return [heading, { kind: "paragraph", line: verdict }];
  return [
    heading,
    table(counted, lang),
    { kind: "paragraph", line: verdict },
    { kind: "list", items: counted.map((line) => [sumText(line)[lang]]) },
  ];
}

function table(lines: readonly CapacityLine[], lang: Language): Part {
  const [first = "", ...numbers] = {
    id: [
      "Sumber daya",
      "Terpakai sebelum",
      "Diminta",
      "Terpakai sesudah",
      "Boleh dipakai",
      "Tersisa sesudah",
    ],
    en: ["Resource", "Used before", "Asked for", "Used after", "May be used", "Left after"],
  }[lang];
  const columns = [
    { title: first, align: "left" as const },
    ...numbers.map((title) => ({ title, align: "right" as const })),
  ];
  return { kind: "table", columns, rows: lines.map((line) => rowOf(line, lang)) };
}

function rowOf({ place, label, unit, used, pending, wanted, usable, free }: CapacityLine, lang: Language) {
  const amount = (value: number): Line => [amountText(value, unit)[lang]];
  const before = used + pending;
  const left: Line = free < 0 ? [{ strong: amountText(free, unit)[lang] }] : amount(free);
  const name: Line = [`${place}: ${label[lang]}`];
  return [name, amount(before), amount(wanted), amount(before + wanted), amount(usable), left];
}
