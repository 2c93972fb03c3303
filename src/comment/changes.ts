import { planLines } from "../plan/lines";
import type { PlannedChange, PlannedOperation } from "../plan/plan";
import { typeText } from "../resource-words";
import type { Language } from "../text";
import type { About } from "./about";
import type { Part, Section } from "./model";
import { actionText, fateText, propertyText } from "./words";

/** What changes where, by site: a table for people, then every line for those who want to compare. */
export function changesSection(all: readonly About[], lang: Language): Section {
  const title = { id: "Perubahan per situs", en: "Changes by site" }[lang];
  return { title, parts: all.flatMap((about) => siteChanges(about, lang)) };
}

function siteChanges({ plan, name, fate }: About, lang: Language): Part[] {
  const columns = {
    id: ["Apa", "Server", "Tindakan", "Yang berubah"],
    en: ["What", "Server", "Action", "What changes"],
  }[lang].map((title) => ({ title, align: "left" as const }));
  const rows = plan.operations.map((operation) => [
    [typeText(operation.type)[lang]],
    [operation.server === "" ? "–" : operation.server],
    [{ strong: actionText(operation.action)[lang] }],
    [changedThings(operation, lang)],
  ]);
  return [
    { kind: "heading", text: `${name} – ${plan.request} (${fateText(fate)[lang]})` },
    { kind: "table", columns, rows },
  ];
}

/** Values in one cell: more than that are in the plan's lines. */
const MOST_VALUES = 6;
/** Characters of a value that stands in a cell. */
const MOST_CHARACTERS = 60;

/** Of a change what changes, from what to what; of something new the names that it makes. */
function changedThings({ action, changes }: PlannedOperation, lang: Language): string {
  if (action === "delete") return "–";
  const texts = action === "create" ? newThings(changes) : changes.map((change) => changeText(change, lang));
  const unique = [...new Set(texts)];
  const rest = unique.length > MOST_VALUES ? [`… +${unique.length - MOST_VALUES}`] : [];
  return [...unique.slice(0, MOST_VALUES), ...rest].join("; ") || "–";
}

function changeText({ path, old, new: now }: PlannedChange, lang: Language): string {
  const word = propertyText(path)[lang];
  return isShort(old) && isShort(now) ? `${word}: ${old} → ${now}` : word;
}

function isShort(value: unknown): boolean {
  return ["string", "number", "boolean"].includes(typeof value) && String(value).length <= MOST_CHARACTERS;
}

/** Records as `name A address`, a site by its name, what a gateway lets through as `tcp/443`. */
function newThings(changes: readonly PlannedChange[]): string[] {
  const planned = (path: string) => changes.find((change) => change.path === path)?.new;
  const list = (path: string) => [planned(path) ?? []].flat() as Partial<Record<string, unknown>>[];
  const name = planned("serverName") ?? planned("name");
  return [
    ...(typeof name === "string" ? [name] : []),
    ...list("records").map((record) => `${record.name} ${record.type} ${record.value}`),
    ...list("access").map(({ protocol, port }) => `${protocol}/${port}`),
  ];
}

/** The plan's lines, request by request: the very thing whose digest is approved. */
export function linesSection(all: readonly About[], lang: Language): Section {
  const title = {
    id: "Setiap baris rencana (untuk pemeriksa teknis)",
    en: "Every line of the plan (for technical reviewers)",
  }[lang];
  return {
    title,
    folded: true,
    parts: all.flatMap(({ plan }): Part[] => [
      { kind: "heading", text: plan.request },
      { kind: "verbatim", text: planLines(plan).join("\n") },
    ]),
  };
}
