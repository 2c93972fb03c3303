/** What a document may name: a tree of values that are known, and nothing else. */
export type Fact = string | number | boolean | readonly Fact[] | Facts;

export interface Facts {
  readonly [key: string]: Fact | undefined;
}

/** Value at a path of keys joined by dots; undefined where nothing is known. Inherited properties are no facts. */
export function factAt(facts: Facts, path: string): Fact | undefined {
  let fact: Fact | undefined = facts;
  for (const key of path.split(".")) {
    if (!isFacts(fact) || !Object.hasOwn(fact, key)) return undefined;
    fact = fact[key];
  }
  return fact;
}

export function isFacts(fact: Fact | undefined): fact is Facts {
  return typeof fact === "object" && !Array.isArray(fact);
}

/** A list as it is, a single value as a list of one. */
export function asList(fact: Fact | undefined): readonly Fact[] {
  if (fact === undefined) return [];
  return Array.isArray(fact) ? (fact as readonly Fact[]) : [fact];
}

/** JSON data as facts: what is null or undefined is not known. */
export function factsFrom(data: unknown): Fact | undefined {
  if (data === null || data === undefined) return undefined;
  if (Array.isArray(data)) return data.flatMap((entry) => factsFrom(entry) ?? []);
  if (typeof data === "object")
    return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, factsFrom(value)]));
  if (typeof data === "string" || typeof data === "number" || typeof data === "boolean") return data;
  return undefined;
}
