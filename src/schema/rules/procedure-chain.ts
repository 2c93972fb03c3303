import type { Activity } from "../generated/procedure";
import type { ProcedureView } from "../procedure-view";
import type { Finding, Report, Rule } from "./rule";
import { unknownKey } from "./unknown-key";

/** A procedure's activities are numbered in order, named once, and lead to one another. */
export const procedureChain: Rule = {
  id: "procedure-chain",
  check({ procedures }, report) {
    for (const view of procedures) checkProcedure(view, report);
  },
};

function checkProcedure({ file, procedure, unsure }: ProcedureView, report: Report): void {
  const { activities, further = [] } = procedure;
  const keys = new Set<string>();
  for (const [index, { key, order }] of activities.entries()) {
    const base = `/activities/${index}`;
    if (keys.has(key)) report(namedTwice(file, base, key));
    else if (order !== index + 1) report(misnumbered(file, base, index, order));
    keys.add(key);
  }
  const own = [...keys];
  for (const [index, { key }] of further.entries()) {
    if (keys.has(key)) report(namedTwice(file, `/further/${index}`, key));
    keys.add(key);
  }
  if (activities.some((_, index) => unsure.about(`/activities/${index}/key`))) return; // it may be the target
  for (const [index, activity] of activities.entries()) checkTargets(file, activity, index, own, report);
}

function checkTargets(
  file: string,
  { next, branches = [] }: Activity,
  index: number,
  keys: readonly string[],
  report: Report,
): void {
  const base = `/activities/${index}`;
  const targets = branches.map((branch, place) => ({
    key: branch.next,
    pointer: `${base}/branches/${place}/next`,
  }));
  if (next !== undefined) targets.push({ key: next, pointer: `${base}/next` });
  const space = { kind: { id: "kegiatan", en: "activity" }, keys: [...keys, "end"], source: file };
  for (const { key, pointer } of targets) {
    if (key !== "end" && !keys.includes(key)) report(unknownKey({ file, pointer }, key, space));
  }
}

function namedTwice(file: string, base: string, key: string): Finding {
  return {
    file,
    pointer: `${base}/key`,
    message: { id: `kegiatan \`${key}\` ditulis dua kali`, en: `the activity \`${key}\` stands twice` },
    remedy: { id: "Beri setiap kegiatan kunci sendiri.", en: "Give each activity a key of its own." },
  };
}

function misnumbered(file: string, base: string, index: number, order: number): Finding {
  return {
    file,
    pointer: `${base}/order`,
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
