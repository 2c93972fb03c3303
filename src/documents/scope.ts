import { visible } from "../printable";
import { asList, type Fact, type Facts, factAt, isFacts } from "./facts";
import { FILTER_NAMES, printed } from "./filters";

/** `{path}` or `{path|filter}`. */
const PLACEHOLDER = /\{([^{}]*)\}/g;
const INSIDE = /^([a-z][A-Za-z0-9_]*(?:\.[A-Za-z0-9_-]+)*)(?:\|([a-z-]+))?$/;

/** A condition of a template. */
export interface Condition {
  path: string;
  equals?: string | boolean | number;
  absent?: true;
}

/**
 * Fills a template's texts from facts and remembers what was asked for and not there, so that all of it is told at
 * once. Texts come back without the missing parts; who uses them looks at `missing` first.
 */
export class Scope {
  /** Paths without a value, in the order of the text. */
  readonly missing: string[];
  /** Every path that was printed. */
  readonly used: string[];

  constructor(
    private readonly facts: Facts,
    notes: { missing: string[]; used: string[] } = { missing: [], used: [] },
  ) {
    this.missing = notes.missing;
    this.used = notes.used;
  }

  /** The same facts and, for a row of a table or a line of a list, those of its entry. */
  within(item: Fact, number: number): Scope {
    return new Scope({ ...this.facts, item, n: number }, this);
  }

  text(template: string): string {
    return template.replace(PLACEHOLDER, (_, inside: string) => {
      const [, path = inside, filter] = INSIDE.exec(inside) ?? [];
      const fact = factAt(this.facts, path);
      const text = fact === undefined ? undefined : printed(fact, filter);
      if (text === undefined || text === "") this.missing.push(path);
      else this.used.push(path);
      return text === undefined ? "" : text.split("\n").map(visible).join("\n");
    });
  }

  /** The text, or undefined when any part of it is not known; nothing is remembered as missing then. */
  optional(template: string): string | undefined {
    const trial = new Scope(this.facts);
    const text = trial.text(template);
    if (trial.missing.length > 0) return undefined;
    this.used.push(...trial.used);
    return text;
  }

  list(path: string): readonly Fact[] {
    const fact = factAt(this.facts, path);
    if (fact === undefined) this.missing.push(path);
    else this.used.push(path);
    return asList(fact);
  }

  has(path: string): boolean {
    const fact = factAt(this.facts, path);
    return fact !== undefined && (!Array.isArray(fact) || fact.length > 0);
  }

  group(path: string): Facts | undefined {
    const fact = factAt(this.facts, path);
    return isFacts(fact) ? fact : undefined;
  }

  holds({ path, equals, absent }: Condition): boolean {
    if (absent) return !this.has(path);
    return equals === undefined ? this.has(path) : factAt(this.facts, path) === equals;
  }
}

/** Placeholders of a text, and those that are written wrongly. */
export function placeholders(text: string): { paths: string[]; wrong: string[] } {
  const paths: string[] = [];
  const wrong: string[] = [];
  for (const [whole, inside = ""] of text.matchAll(PLACEHOLDER)) {
    const [, path, filter] = INSIDE.exec(inside) ?? [];
    if (path === undefined || (filter !== undefined && !FILTER_NAMES.includes(filter))) wrong.push(whole);
    else paths.push(path);
  }
  return { paths, wrong };
}
