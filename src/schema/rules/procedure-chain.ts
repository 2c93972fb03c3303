import type { Activity } from "../generated/procedure";
import { procedureFiles } from "../site-files";
import type { Report, Rule } from "./rule";
import { unknownKey } from "./unknown-key";

/** A procedure's activities are numbered in order, named once, and lead to one another. */
export const procedureChain: Rule = {
  id: "procedure-chain",
  check({ site, doubts }, report) {
    const unsure = doubts(procedureFiles.hosting);
    const activities = site.procedures.hosting?.activities ?? [];
    const keys = new Set<string>();
    for (const [index, { key, order }] of activities.entries()) {
      if (keys.has(key)) report(namedTwice(index, key));
      else if (order !== index + 1) report(misnumbered(index, order));
      keys.add(key);
    }
    if (activities.some((_, index) => unsure.about(`/activities/${index}/key`))) return; // it may be the target
    for (const [index, activity] of activities.entries()) checkTargets(activity, index, keys, report);
  },
};

function checkTargets(
  { next, branches = [] }: Activity,
  index: number,
  keys: ReadonlySet<string>,
  report: Report,
): void {
  const base = `/activities/${index}`;
  const targets = branches.map((branch, place) => ({
    key: branch.next,
    pointer: `${base}/branches/${place}/next`,
  }));
  if (next !== undefined) targets.push({ key: next, pointer: `${base}/next` });
  const space = {
    kind: { id: "kegiatan", en: "activity" },
    keys: [...keys, "end"],
    source: procedureFiles.hosting,
  };
  for (const { key, pointer } of targets) {
    if (key !== "end" && !keys.has(key))
      report(unknownKey({ file: procedureFiles.hosting, pointer }, key, space));
  }
}

function namedTwice(index: number, key: string) {
  return {
    file: procedureFiles.hosting,
    pointer: `/activities/${index}/key`,
    message: { id: `kegiatan \`${key}\` ditulis dua kali`, en: `the activity \`${key}\` stands twice` },
    remedy: { id: "Beri setiap kegiatan kunci sendiri.", en: "Give each activity a key of its own." },
  };
}

function misnumbered(index: number, order: number) {
  return {
    file: procedureFiles.hosting,
    pointer: `/activities/${index}/order`,
    message: {
      id: `kegiatan ke-${index + 1} bernomor ${order}`,
      en: `activity number ${index + 1} is numbered ${order}`,
    },
    remedy: {
      id: "Urutkan dan nomori kegiatan mulai dari 1.",
      en: "Order the activities and number them from 1.",
    },
  };
}
