import { Document, isCollection, isMap, isScalar, visit } from "yaml";
import { idPrefixes, type Kind } from "../schema/kinds";

/** What a new request says of itself; its shape is checked with everything else before it is written. */
export interface NewRequest {
  kind: Kind;
  id: string;
  /** The request without kind, id and steps, in any order. */
  body: Readonly<Record<string, unknown>>;
  /** The first step: the agency's letter. */
  request: Readonly<Record<string, unknown>>;
}

/**
 * The next free id of a year. Ids are never reused: gaps stay, and the ids of files that cannot be read count.
 *
 * @param taken ids of all requests there are, whatever their state
 * @param year of four digits
 */
export function nextId(kind: Kind, year: string, taken: Iterable<string>): string {
  const beginning = `${idPrefixes[kind]}-${year}-`;
  let highest = 0;
  for (const id of taken) {
    if (id.startsWith(beginning)) highest = Math.max(highest, Number(id.slice(beginning.length)) || 0);
  }
  return `${beginning}${String(highest + 1).padStart(4, "0")}`;
}

/** Order of a request file's entries, as the examples have it. */
const ORDER = [
  "kind",
  "id",
  "applicant",
  "application",
  "zone",
  "subdomain",
  "aliases",
  "server",
  "resources",
  "access",
  "term",
  "steps",
];

/** Maps that read best as a block of lines; every other one stands on one line. */
const BLOCKS = new Set(["application", "server", "resources", "steps", "request", "access", "interfaces"]);

/** The text of a new request's file, laid out as the examples are. */
export function newRequestText({ kind, id, body, request }: NewRequest): string {
  const all: Record<string, unknown> = { ...body, kind, id, steps: { request } };
  const names = [
    ...ORDER.filter((name) => name in all),
    ...Object.keys(all).filter((name) => !ORDER.includes(name)),
  ];
  const entries = names.filter((name) => all[name] !== undefined).map((name) => [name, all[name]]);
  const document = new Document(Object.fromEntries(entries));
  visit(document, {
    Pair: (_, { key, value }) => {
      if (isCollection(value)) value.flow = !(isScalar(key) && BLOCKS.has(String(key.value)));
    },
    Map: (place, map) => {
      if (typeof place === "number" && isMap(map)) map.flow = true; // an entry of a list has a line of its own
    },
  });
  const schema = `# yaml-language-server: $schema=../../schema/${kind}-request.json`;
  return `${schema}\n${document.toString({ lineWidth: 0 })}`;
}
