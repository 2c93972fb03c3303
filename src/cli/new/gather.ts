import type { Site } from "../../schema/site";
import { unusable } from "../command-error";
import { askFor, type Dialogue } from "../dialogue/dialogue";
import { choicesOf, parseNewField } from "./parse-new-field";
import type { NewField } from "./request-fields";

/** A request's body as it grows; objects of objects. */
export type Body = Record<string, unknown>;

/**
 * The body that the options give, laid over what came as JSON.
 * @throws CommandError (exit code 2) for a value that no such field can have
 */
export function bodyOf(
  fields: readonly NewField[],
  site: Site,
  options: Record<string, unknown>,
  json: Body,
): Body {
  const body: Body = structuredClone(json);
  for (const field of fields) {
    const given = options[optionName(field)];
    if (given === undefined) continue;
    const words = Array.isArray(given) ? given.map(String) : [String(given)];
    const values = words.map((word) => parseOption(field, word, site));
    setIn(body, field.path, field.repeatable ? values.flat() : values[0]);
  }
  return body;
}

/** Asks for every required field that is not there yet. */
export async function askBody(
  dialogue: Dialogue,
  fields: readonly NewField[],
  site: Site,
  body: Body,
): Promise<Body> {
  const asked: Body = structuredClone(body);
  for (const field of fields) {
    if (getIn(asked, field.path) !== undefined || !isAsked(field)) continue;
    const agency = getIn(asked, ["applicant", "agency"]);
    const scope = typeof agency === "string" ? agency : undefined;
    const choices = choicesOf(field, site, scope);
    const usual = choices.length === 1 ? choices[0] : undefined;
    const list = choices.length > 1 ? ` (${choices.slice(0, 12).join("/")})` : "";
    const question = { id: `${field.question.id}${list}`, en: `${field.question.en}${list}` };
    const parse = (answer: string) =>
      answer === "" && !field.required ? { value: undefined } : parseNewField(field, answer, site, scope);
    const value = await askFor(dialogue, question, parse, usual);
    if (value !== undefined) setIn(asked, field.path, value);
  }
  return asked;
}

/** Required ones, and the further names: who has a database says so by option or in JSON. */
function isAsked({ required, path }: NewField): boolean {
  return required || path[0] === "aliases";
}

/** Options of fields that must be given where nobody can be asked, as far as the body has them not. */
export function missingFields(fields: readonly NewField[], body: Body): NewField[] {
  return fields.filter(({ required, path }) => required && getIn(body, path) === undefined);
}

/** `--rack-units <n>` → `rackUnits`, as Commander names it. */
function optionName({ flags }: NewField): string {
  const name = /--([a-z-]+)/.exec(flags)?.[1] ?? "";
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function parseOption(field: NewField, word: string, site: Site): unknown {
  const parsed = parseNewField(field, word, site);
  if ("value" in parsed) return parsed.value;
  const flag = field.flags.split(" ")[0] ?? "";
  throw unusable({
    id: `${flag} '${word}': ${parsed.wrong.id}`,
    en: `${flag} '${word}': ${parsed.wrong.en}`,
  });
}

export function getIn(body: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (isBody(value) && Object.hasOwn(value, key) ? value[key] : undefined),
    body,
  );
}

function setIn(body: Body, path: readonly string[], value: unknown): void {
  const [key = "", ...rest] = path;
  if (rest.length === 0) {
    body[key] = value;
    return;
  }
  const inner = body[key];
  const next: Body = isBody(inner) ? inner : {};
  body[key] = next;
  setIn(next, rest, value);
}

function isBody(value: unknown): value is Body {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
