import type { JudgedRequest } from "../judged-site";
import { instant, localDay } from "../moments";
import type { Rule } from "./rule";
import { whoHas } from "./who-has";

const pointer = "/steps/registration/agenda";

/** The agenda book (hosting activity 2) gives a number once, also to a letter that was refused later. */
export const agendaTaken: Rule = {
  id: "agenda-taken",
  check({ site }, report) {
    const first = new Map<string, JudgedRequest>();
    for (const { request, number, key } of entriesOf(site.requests)) {
      const other = first.get(key);
      if (other === undefined) {
        first.set(key, request);
        continue;
      }
      report({
        file: request.file,
        pointer,
        message: {
          id: `nomor agenda ${number} pada ${request.data.id} sudah dipakai ${whoHas(other)}`,
          en: `the agenda number ${number} of ${request.data.id} is already that of ${whoHas(other)}`,
        },
        remedy: {
          id: `Perbaiki nomor salah satunya menurut buku agenda: ${request.file} atau ${other.file}.`,
          en: `Correct one of the two by the agenda book: ${request.file} or ${other.file}.`,
        },
        rests: ["/steps/registration/at"],
      });
    }
  },
};

interface Entry {
  request: JudgedRequest;
  number: string;
  /** What is unique: a book that begins anew with each year writes the year nowhere. */
  key: string;
  at: number;
}

/** Requests that were entered, in the order of the book. */
function entriesOf(requests: readonly JudgedRequest[]): Entry[] {
  const entries = requests.flatMap((request): Entry[] => {
    const { registration } = request.data.steps;
    const number = registration?.agenda?.trim();
    if (!registration || !number || request.doubts.about(pointer)) return [];
    const key = namesYear.test(number) ? number : `${localDay(registration.at).slice(0, 4)} ${number}`;
    return [{ request, number, key, at: instant(registration.at) }];
  });
  return entries.sort((a, b) => a.at - b.at || (a.request.file < b.request.file ? -1 : 1));
}

const namesYear = /\b20\d\d\b/;
