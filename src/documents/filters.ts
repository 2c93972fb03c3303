import { dateText, timeText } from "../report/date-text";
import { byteText, numberText } from "../report/number-text";
import { asList, type Fact, isFacts } from "./facts";
import { inWords } from "./in-words";
import { officialWord } from "./official-words";

/** Ways to print a value: `{steps.decision.at|date}`. Each gives undefined for what it does not fit. */
const FILTERS: Readonly<Record<string, (text: string) => string | undefined>> = {
  date: (text) => day(text) && dateText(text, "id"),
  moment: (text) => day(text) && timeText(text, "id"),
  weekday: (text) => WEEKDAYS[new Date(`${day(text)}T00:00:00Z`).getUTCDay()],
  "day-words": (text) => spelled(day(text)?.slice(8)),
  month: (text) => day(text) && dateText(text, "id").split(" ")[1],
  "year-words": (text) => spelled(day(text)?.slice(0, 4)),
  upper: (text) => text.toLocaleUpperCase("id"),
  word: officialWord,
  number: (text) => (isNumber(text) ? numberText(Number(text), "id") : undefined),
  bytes: (text) => (isNumber(text) ? byteText(Number(text), "id") : undefined),
};

export const FILTER_NAMES: readonly string[] = [...Object.keys(FILTERS), "list", "lines"];

/** A fact as text, through a filter if there is one; undefined when it cannot be printed so. */
export function printed(fact: Fact, filter?: string): string | undefined {
  if (filter === "list") return enumeration(asList(fact).flatMap((entry) => plain(entry) ?? []));
  if (filter === "lines")
    return asList(fact)
      .flatMap((entry) => plain(entry) ?? [])
      .join("\n");
  const text = plain(fact);
  if (text === undefined || filter === undefined) return text;
  return FILTERS[filter]?.(text);
}

/** A person is printed by label; any other group of values is no text. */
function plain(fact: Fact | undefined): string | undefined {
  if (isFacts(fact)) return typeof fact.label === "string" ? fact.label : undefined;
  if (Array.isArray(fact) || fact === undefined) return undefined;
  if (typeof fact === "boolean") return fact ? "ya" : "tidak";
  return String(fact);
}

function enumeration(items: string[]): string | undefined {
  const last = items.at(-1);
  return items.length > 1 ? `${items.slice(0, -1).join(", ")} dan ${last}` : last;
}

const WEEKDAYS = "Minggu Senin Selasa Rabu Kamis Jumat Sabtu".split(" ");

function day(text: string): string | undefined {
  return /^\d{4}-\d{2}-\d{2}/.exec(text)?.[0];
}

function spelled(digits: string | undefined): string | undefined {
  return digits === undefined ? undefined : inWords(Number(digits));
}

function isNumber(text: string): boolean {
  return /^-?\d+(\.\d+)?$/.test(text);
}
